"""who has seen licensed text

Revision: licensed_readers, after inbound_mails
"""

import sqlalchemy as sa
from alembic import op

from jobboard.db import Instant

revision = 'licensed_readers'
down_revision = 'inbound_mails'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('licensed_readers',
    sa.Column('month', sa.String(length=7), nullable=False),
    sa.Column('reader', sa.String(length=64), nullable=False),
    sa.Column('is_guest', sa.Boolean(), nullable=False),
    sa.Column('seen_at', Instant(), nullable=False),
    sa.PrimaryKeyConstraint('month', 'reader', name=op.f('pk_licensed_readers'))
    )


def downgrade() -> None:
    op.drop_table('licensed_readers')
