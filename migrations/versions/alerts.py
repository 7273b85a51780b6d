"""alerts

Revision: alerts, after landing_figures, 2026-11-26 11:20:14.993427
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from jobboard.db import Instant

revision = 'alerts'
down_revision = 'landing_figures'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('alerts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('address', sa.String(length=255), nullable=True),
    sa.Column('query', sa.Text(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('rhythm', sa.String(length=8), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('mark', sa.String(length=32), nullable=False),
    sa.Column('asked_at', Instant(), nullable=False),
    sa.Column('changed_at', Instant(), nullable=False),
    sa.Column('looked_at', Instant(), nullable=False),
    sa.Column('due_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['users.id'], name=op.f('fk_alerts_person_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alerts')),
    sa.UniqueConstraint('address', 'digest', name='uq_alerts_address'),
    sa.UniqueConstraint('person_id', 'digest', name=op.f('uq_alerts_person_id'))
    )
    with op.batch_alter_table('alerts', schema=None) as batch_op:
        batch_op.create_index('ix_alerts_due', ['state', 'due_at'], unique=False)

    op.create_table('alert_feedback',
    sa.Column('alert_id', sa.Integer(), nullable=False),
    sa.Column('posting_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=40), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['alert_id'], ['alerts.id'], name=op.f('fk_alert_feedback_alert_id_alerts'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['posting_id'], ['postings.id'], name=op.f('fk_alert_feedback_posting_id_postings'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('alert_id', 'posting_id', name=op.f('pk_alert_feedback'))
    )
    with op.batch_alter_table('alert_feedback', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_alert_feedback_posting_id'), ['posting_id'], unique=False)

    op.create_table('alert_jobs',
    sa.Column('alert_id', sa.Integer(), nullable=False),
    sa.Column('posting_id', sa.Integer(), nullable=False),
    sa.Column('letter', sa.String(length=32), nullable=False),
    sa.Column('sent_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['alert_id'], ['alerts.id'], name=op.f('fk_alert_jobs_alert_id_alerts'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['posting_id'], ['postings.id'], name=op.f('fk_alert_jobs_posting_id_postings'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('alert_id', 'posting_id', name=op.f('pk_alert_jobs'))
    )
    with op.batch_alter_table('alert_jobs', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_alert_jobs_posting_id'), ['posting_id'], unique=False)

    op.create_table('arrivals',
    sa.Column('posting_id', sa.Integer(), nullable=False),
    sa.Column('at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['posting_id'], ['postings.id'], name=op.f('fk_arrivals_posting_id_postings'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('posting_id', name=op.f('pk_arrivals'))
    )
    with op.batch_alter_table('arrivals', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_arrivals_at'), ['at'], unique=False)

    # What is on the board already is new to no alert.
    postings = sa.table('postings', sa.column('id'), sa.column('first_published_at', Instant()))
    arrivals = sa.table('arrivals', sa.column('posting_id'), sa.column('at', Instant()))
    known = sa.select(postings.c.id, sa.literal(datetime.now(UTC), Instant()))
    known = known.where(postings.c.first_published_at.is_not(None))
    op.execute(arrivals.insert().from_select(['posting_id', 'at'], known))



def downgrade() -> None:
    with op.batch_alter_table('arrivals', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_arrivals_at'))

    op.drop_table('arrivals')
    with op.batch_alter_table('alert_jobs', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_alert_jobs_posting_id'))

    op.drop_table('alert_jobs')
    with op.batch_alter_table('alert_feedback', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_alert_feedback_posting_id'))

    op.drop_table('alert_feedback')
    with op.batch_alter_table('alerts', schema=None) as batch_op:
        batch_op.drop_index('ix_alerts_due')

    op.drop_table('alerts')
