"""what people keep of codes: marks with notes, and lists

Revision: lookup_keeping
"""

import sqlalchemy as sa
from alembic import op

from jobboard.db import CodeKey, Instant

revision = 'lookup_keeping'
down_revision = 'assistant'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('code_marks',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('system', sa.String(length=10), nullable=False),
    sa.Column('key', CodeKey, nullable=False),
    sa.Column('favorite_at', Instant(), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('noted_at', Instant(), nullable=True),
    sa.Column('seen_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_code_marks_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', 'system', 'key', name=op.f('pk_code_marks'))
    )
    op.create_index('ix_code_marks_seen', 'code_marks', ['user_id', 'seen_at'], unique=False)
    op.create_table('code_lists',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('made_at', Instant(), nullable=False),
    sa.Column('changed_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_code_lists_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_code_lists')),
    sa.UniqueConstraint('user_id', 'name', name=op.f('uq_code_lists_user_id'))
    )
    op.create_table('code_list_entries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('list_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.SmallInteger(), nullable=False),
    sa.Column('system', sa.String(length=10), nullable=False),
    sa.Column('key', CodeKey, nullable=False),
    sa.ForeignKeyConstraint(['list_id'], ['code_lists.id'], name=op.f('fk_code_list_entries_list_id_code_lists'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_code_list_entries')),
    sa.UniqueConstraint('list_id', 'system', 'key', name=op.f('uq_code_list_entries_list_id'))
    )


def downgrade() -> None:
    op.drop_table('code_list_entries')
    op.drop_table('code_lists')
    op.drop_index('ix_code_marks_seen', table_name='code_marks')
    op.drop_table('code_marks')
