"""one group of codes may begin where another does

Revision: code_groups_by_label, after alerts, 2026-11-26 11:22
"""

from alembic import op

revision = 'code_groups_by_label'
down_revision = 'alerts'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('code_groups', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_code_groups_release_id'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_code_groups_release_id'), ['release_id', 'kind', 'label'])


def downgrade() -> None:
    with op.batch_alter_table('code_groups', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_code_groups_release_id'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_code_groups_release_id'), ['release_id', 'kind', 'low_key'])
