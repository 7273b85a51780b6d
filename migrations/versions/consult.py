"""questions to consultants: what is asked, said and decided, who answers, and credits

Revision: consult
"""

import sqlalchemy as sa
from alembic import op

from jobboard.db import CodeKey, Instant, Json

revision = 'consult'
down_revision = 'editing'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('answer_templates',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('changed_by_id', sa.Integer(), nullable=True),
    sa.Column('changed_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['changed_by_id'], ['users.id'], name=op.f('fk_answer_templates_changed_by_id_users'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_templates')),
    sa.UniqueConstraint('name', name=op.f('uq_answer_templates_name'))
    )
    op.create_table('consultants',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('topics', Json, nullable=False),
    sa.Column('specialties', Json, nullable=False),
    sa.Column('hours', sa.String(length=200), nullable=False),
    sa.Column('away_until', Instant(), nullable=True),
    sa.Column('invited_by_id', sa.Integer(), nullable=True),
    sa.Column('invited_at', Instant(), nullable=False),
    sa.Column('ended_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['invited_by_id'], ['users.id'], name=op.f('fk_consultants_invited_by_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_consultants_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consultants')),
    sa.UniqueConstraint('user_id', name=op.f('uq_consultants_user_id'))
    )
    op.create_table('questions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token', sa.String(length=32), nullable=False),
    sa.Column('letter_key', sa.String(length=32), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('email', sa.String(length=255), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('channel', sa.String(length=6), nullable=False),
    sa.Column('topic', sa.String(length=24), nullable=False),
    sa.Column('setting', sa.String(length=40), nullable=False),
    sa.Column('payer', sa.String(length=80), nullable=False),
    sa.Column('urgency', sa.String(length=8), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('instant', Json, nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('asked_at', Instant(), nullable=False),
    sa.Column('heard_at', Instant(), nullable=False),
    sa.Column('human_at', Instant(), nullable=True),
    sa.Column('due_at', Instant(), nullable=True),
    sa.Column('paused_at', Instant(), nullable=True),
    sa.Column('missed_at', Instant(), nullable=True),
    sa.Column('first_answer_at', Instant(), nullable=True),
    sa.Column('answered_at', Instant(), nullable=True),
    sa.Column('closed_at', Instant(), nullable=True),
    sa.Column('moved_at', Instant(), nullable=False),
    sa.Column('reminded_at', Instant(), nullable=True),
    sa.Column('undeliverable_at', Instant(), nullable=True),
    sa.Column('claimed_by_id', sa.Integer(), nullable=True),
    sa.Column('claim_until', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['claimed_by_id'], ['users.id'], name=op.f('fk_questions_claimed_by_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_questions_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_questions')),
    sa.UniqueConstraint('token', name=op.f('uq_questions_token'))
    )
    with op.batch_alter_table('questions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_questions_claimed_by_id'), ['claimed_by_id'], unique=False)
        batch_op.create_index('ix_questions_email', ['email', 'asked_at'], unique=False)
        batch_op.create_index('ix_questions_queue', ['state', 'due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_questions_topic'), ['topic'], unique=False)
        batch_op.create_index(batch_op.f('ix_questions_user_id'), ['user_id'], unique=False)

    op.create_table('consult_credits',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('holder', sa.String(length=270), nullable=False),
    sa.Column('month', sa.String(length=7), nullable=False),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=40), nullable=False),
    sa.Column('at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['questions.id'], name=op.f('fk_consult_credits_question_id_questions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consult_credits')),
    sa.UniqueConstraint('holder', 'month', 'number', name='uq_consult_credits_number'),
    sa.UniqueConstraint('question_id', 'amount', name=op.f('uq_consult_credits_question_id'))
    )
    op.create_table('consultant_credentials',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('consultant_id', sa.Integer(), nullable=False),
    sa.Column('credential', sa.String(length=20), nullable=False),
    sa.Column('number', sa.String(length=40), nullable=False),
    sa.Column('checked_at', Instant(), nullable=True),
    sa.Column('checked_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['checked_by_id'], ['users.id'], name=op.f('fk_consultant_credentials_checked_by_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['consultant_id'], ['consultants.id'], name=op.f('fk_consultant_credentials_consultant_id_consultants'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consultant_credentials')),
    sa.UniqueConstraint('consultant_id', 'credential', name=op.f('uq_consultant_credentials_consultant_id'))
    )
    op.create_table('question_codes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('system', sa.String(length=10), nullable=False),
    sa.Column('low_key', CodeKey, nullable=False),
    sa.Column('high_key', CodeKey, nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['questions.id'], name=op.f('fk_question_codes_question_id_questions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question_codes'))
    )
    with op.batch_alter_table('question_codes', schema=None) as batch_op:
        batch_op.create_index('ix_question_codes_interval', ['system', 'low_key', 'high_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_question_codes_question_id'), ['question_id'], unique=False)

    op.create_table('question_drafts',
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('citations', Json, nullable=False),
    sa.Column('saved_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['users.id'], name=op.f('fk_question_drafts_author_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['question_id'], ['questions.id'], name=op.f('fk_question_drafts_question_id_questions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('question_id', name=op.f('pk_question_drafts'))
    )
    op.create_table('question_events',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('move', sa.String(length=20), nullable=False),
    sa.Column('who', sa.String(length=20), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('at', Instant(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['users.id'], name=op.f('fk_question_events_actor_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['question_id'], ['questions.id'], name=op.f('fk_question_events_question_id_questions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question_events'))
    )
    with op.batch_alter_table('question_events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_question_events_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_question_events_question_id'), ['question_id'], unique=False)

    op.create_table('question_messages',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('citations', Json, nullable=False),
    sa.Column('channel', sa.String(length=6), nullable=False),
    sa.Column('mail_id', sa.String(length=255), nullable=True),
    sa.Column('sender', sa.String(length=255), nullable=True),
    sa.Column('at', Instant(), nullable=False),
    sa.Column('reviewed_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['users.id'], name=op.f('fk_question_messages_author_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['question_id'], ['questions.id'], name=op.f('fk_question_messages_question_id_questions'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reviewed_by_id'], ['users.id'], name=op.f('fk_question_messages_reviewed_by_id_users'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question_messages')),
    sa.UniqueConstraint('mail_id', name=op.f('uq_question_messages_mail_id'))
    )
    with op.batch_alter_table('question_messages', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_question_messages_question_id'), ['question_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('question_messages', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_question_messages_question_id'))

    op.drop_table('question_messages')
    with op.batch_alter_table('question_events', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_question_events_question_id'))
        batch_op.drop_index(batch_op.f('ix_question_events_at'))

    op.drop_table('question_events')
    op.drop_table('question_drafts')
    with op.batch_alter_table('question_codes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_question_codes_question_id'))
        batch_op.drop_index('ix_question_codes_interval')

    op.drop_table('question_codes')
    op.drop_table('consultant_credentials')
    op.drop_table('consult_credits')
    with op.batch_alter_table('questions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_questions_user_id'))
        batch_op.drop_index(batch_op.f('ix_questions_topic'))
        batch_op.drop_index('ix_questions_queue')
        batch_op.drop_index('ix_questions_email')
        batch_op.drop_index(batch_op.f('ix_questions_claimed_by_id'))

    op.drop_table('questions')
    op.drop_table('consultants')
    op.drop_table('answer_templates')
