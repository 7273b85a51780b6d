"""the interval index holds what a code's page asks

Revision: wording_codes_index, after licensed_readers, 2026-11-26 15:34:00
"""

from alembic import op

revision = 'wording_codes_index'
down_revision = 'licensed_readers'
branch_labels = None
depends_on = None

INDEX, TABLE = 'ix_wording_codes_interval', 'wording_codes'
BEFORE = ['system', 'low_key', 'high_key']


def upgrade() -> None:
    op.drop_index(INDEX, table_name=TABLE)
    op.create_index(INDEX, TABLE, [*BEFORE, 'stated', 'wording_id'])


def downgrade() -> None:
    op.drop_index(INDEX, table_name=TABLE)
    op.create_index(INDEX, TABLE, BEFORE)
