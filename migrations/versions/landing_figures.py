"""How many jobs each landing page has, and what they pay.

Revision: landing_figures, after candidates
"""

import sqlalchemy as sa
from alembic import op

from jobboard.db import Instant, Json

revision = 'landing_figures'
down_revision = 'candidates'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'landing_figures',
        sa.Column('facet', sa.String(length=12), nullable=False),
        sa.Column('value', sa.String(length=80), nullable=False),
        sa.Column('jobs', sa.Integer(), nullable=False),
        sa.Column('pay', Json, nullable=True),
        sa.Column('digest', sa.BigInteger(), nullable=False),
        sa.Column('changed_at', Instant(), nullable=False),
        sa.PrimaryKeyConstraint('facet', 'value', name=op.f('pk_landing_figures')),
    )


def downgrade() -> None:
    op.drop_table('landing_figures')
