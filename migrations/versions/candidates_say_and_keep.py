"""candidates say and keep

Revision: candidates, after articles, 2026-11-26 10:55:10.656893
"""

import sqlalchemy as sa
from alembic import op

from jobboard.db import Instant

revision = 'candidates'
down_revision = 'articles'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('candidate_profiles',
    sa.Column('candidate_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=2), nullable=True),
    sa.Column('changed_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['candidate_id'], ['users.id'], name=op.f('fk_candidate_profiles_candidate_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('candidate_id', name=op.f('pk_candidate_profiles'))
    )
    op.create_table('held_credentials',
    sa.Column('candidate_id', sa.Integer(), nullable=False),
    sa.Column('credential', sa.String(length=20), nullable=False),
    sa.Column('stated_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['candidate_id'], ['candidate_profiles.candidate_id'], name=op.f('fk_held_credentials_candidate_id_candidate_profiles'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('candidate_id', 'credential', name=op.f('pk_held_credentials'))
    )
    op.create_table('job_marks',
    sa.Column('candidate_id', sa.Integer(), nullable=False),
    sa.Column('posting_id', sa.Integer(), nullable=False),
    sa.Column('saved_at', Instant(), nullable=True),
    sa.Column('hidden_at', Instant(), nullable=True),
    sa.Column('seen_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['candidate_id'], ['users.id'], name=op.f('fk_job_marks_candidate_id_users'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['posting_id'], ['postings.id'], name=op.f('fk_job_marks_posting_id_postings'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('candidate_id', 'posting_id', name=op.f('pk_job_marks'))
    )
    with op.batch_alter_table('job_marks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_marks_posting_id'), ['posting_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('job_marks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_marks_posting_id'))

    op.drop_table('job_marks')
    op.drop_table('held_credentials')
    op.drop_table('candidate_profiles')
