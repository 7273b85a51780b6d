"""whether mail can come in

Revision: mail_ways_in
"""

import sqlalchemy as sa
from alembic import op

from jobboard.db import Instant

revision = 'mail_ways_in'
down_revision = 'wording_codes_index'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('mail_ways_in',
    sa.Column('name', sa.String(length=20), nullable=False),
    sa.Column('well_at', Instant(), nullable=True),
    sa.Column('trouble', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_mail_ways_in'))
    )


def downgrade() -> None:
    op.drop_table('mail_ways_in')
