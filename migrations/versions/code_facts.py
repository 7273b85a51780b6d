"""code releases in full, and what official files say of codes

Revision: code_facts, after code_views, 2026-11-26 10:45:40.321543
"""

import sqlalchemy as sa
from alembic import op

from jobboard.db import CodeKey, Exact, Instant, Json

revision = 'code_facts'
down_revision = 'code_views'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('add_on_codes',
    sa.Column('addon', CodeKey, nullable=False),
    sa.Column('primary_code', CodeKey, nullable=True),
    sa.Column('type', sa.String(length=1), nullable=False),
    sa.Column('effective_from', sa.Date(), nullable=True),
    sa.Column('deleted_on', sa.Date(), nullable=True),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['release_id'], ['code_releases.id'], name=op.f('fk_add_on_codes_release_id_code_releases'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_add_on_codes'))
    )
    with op.batch_alter_table('add_on_codes', schema=None) as batch_op:
        batch_op.create_index('ix_add_on_codes_addon', ['release_id', 'addon'], unique=False)
        batch_op.create_index('ix_add_on_codes_primary', ['release_id', 'primary_code'], unique=False)

    op.create_table('code_fees',
    sa.Column('code', CodeKey, nullable=False),
    sa.Column('modifier', sa.String(length=2), nullable=False),
    sa.Column('status', sa.String(length=2), nullable=False),
    sa.Column('work', Exact(), nullable=True),
    sa.Column('pe_nonfacility', Exact(), nullable=True),
    sa.Column('pe_facility', Exact(), nullable=True),
    sa.Column('mp', Exact(), nullable=True),
    sa.Column('total_nonfacility', Exact(), nullable=True),
    sa.Column('total_facility', Exact(), nullable=True),
    sa.Column('na_nonfacility', sa.Boolean(), nullable=False),
    sa.Column('na_facility', sa.Boolean(), nullable=False),
    sa.Column('conversion_factor', Exact(), nullable=True),
    sa.Column('global_days', sa.String(length=3), nullable=False),
    sa.Column('pctc', sa.String(length=2), nullable=False),
    sa.Column('multiple', sa.String(length=2), nullable=False),
    sa.Column('bilateral', sa.String(length=2), nullable=False),
    sa.Column('assistant', sa.String(length=2), nullable=False),
    sa.Column('co_surgeons', sa.String(length=2), nullable=False),
    sa.Column('team', sa.String(length=2), nullable=False),
    sa.Column('supervision', sa.String(length=2), nullable=False),
    sa.Column('more', Json, nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['release_id'], ['code_releases.id'], name=op.f('fk_code_fees_release_id_code_releases'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_code_fees'))
    )
    with op.batch_alter_table('code_fees', schema=None) as batch_op:
        batch_op.create_index('ix_code_fees_code', ['release_id', 'code', 'modifier'], unique=True)

    op.create_table('code_groups',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.Column('system', sa.String(length=10), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('label', sa.String(length=20), nullable=False),
    sa.Column('low_key', CodeKey, nullable=False),
    sa.Column('high_key', CodeKey, nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('notes', Json, nullable=True),
    sa.ForeignKeyConstraint(['release_id'], ['code_releases.id'], name=op.f('fk_code_groups_release_id_code_releases'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_code_groups')),
    sa.UniqueConstraint('release_id', 'kind', 'low_key', name=op.f('uq_code_groups_release_id'))
    )
    with op.batch_alter_table('code_groups', schema=None) as batch_op:
        batch_op.create_index('ix_code_groups_interval', ['system', 'low_key', 'high_key'], unique=False)

    op.create_table('code_maps',
    sa.Column('source', CodeKey, nullable=False),
    sa.Column('target', sa.String(length=20), nullable=False),
    sa.Column('detail', Json, nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['release_id'], ['code_releases.id'], name=op.f('fk_code_maps_release_id_code_releases'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_code_maps'))
    )
    with op.batch_alter_table('code_maps', schema=None) as batch_op:
        batch_op.create_index('ix_code_maps_source', ['release_id', 'source'], unique=False)
        batch_op.create_index('ix_code_maps_target', ['release_id', 'target'], unique=False)

    op.create_table('code_terms',
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('term', sa.String(length=20), nullable=False),
    sa.Column('label', sa.Text(), nullable=False),
    sa.Column('detail', Json, nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['release_id'], ['code_releases.id'], name=op.f('fk_code_terms_release_id_code_releases'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_code_terms'))
    )
    with op.batch_alter_table('code_terms', schema=None) as batch_op:
        batch_op.create_index('ix_code_terms_term', ['release_id', 'kind', 'term'], unique=False)

    op.create_table('fee_localities',
    sa.Column('contractor', sa.String(length=10), nullable=False),
    sa.Column('locality', sa.String(length=4), nullable=False),
    sa.Column('state', sa.String(length=2), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('work', Exact(), nullable=False),
    sa.Column('pe', Exact(), nullable=False),
    sa.Column('mp', Exact(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['release_id'], ['code_releases.id'], name=op.f('fk_fee_localities_release_id_code_releases'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fee_localities'))
    )
    with op.batch_alter_table('fee_localities', schema=None) as batch_op:
        batch_op.create_index('ix_fee_localities_number', ['release_id', 'contractor', 'locality'], unique=True)

    op.create_table('licensed_texts',
    sa.Column('code', CodeKey, nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['release_id'], ['code_releases.id'], name=op.f('fk_licensed_texts_release_id_code_releases'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_licensed_texts'))
    )
    with op.batch_alter_table('licensed_texts', schema=None) as batch_op:
        batch_op.create_index('ix_licensed_texts_code', ['release_id', 'code', 'kind'], unique=False)

    op.create_table('outpatient_rates',
    sa.Column('code', CodeKey, nullable=False),
    sa.Column('status', sa.String(length=4), nullable=False),
    sa.Column('apc', sa.String(length=6), nullable=False),
    sa.Column('weight', Exact(), nullable=True),
    sa.Column('rate', Exact(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['release_id'], ['code_releases.id'], name=op.f('fk_outpatient_rates_release_id_code_releases'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outpatient_rates'))
    )
    with op.batch_alter_table('outpatient_rates', schema=None) as batch_op:
        batch_op.create_index('ix_outpatient_rates_code', ['release_id', 'code'], unique=True)

    op.create_table('ptp_edits',
    sa.Column('column1', CodeKey, nullable=False),
    sa.Column('column2', CodeKey, nullable=False),
    sa.Column('effective_from', sa.Date(), nullable=False),
    sa.Column('deleted_on', sa.Date(), nullable=True),
    sa.Column('indicator', sa.String(length=1), nullable=False),
    sa.Column('rationale', sa.String(length=120), nullable=False),
    sa.Column('before_1996', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['release_id'], ['code_releases.id'], name=op.f('fk_ptp_edits_release_id_code_releases'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ptp_edits'))
    )
    with op.batch_alter_table('ptp_edits', schema=None) as batch_op:
        batch_op.create_index('ix_ptp_edits_column1', ['release_id', 'column1', 'column2'], unique=False)
        batch_op.create_index('ix_ptp_edits_column2', ['release_id', 'column2'], unique=False)

    op.create_table('unit_limits',
    sa.Column('code', CodeKey, nullable=False),
    sa.Column('units', sa.Integer(), nullable=False),
    sa.Column('mai', sa.String(length=1), nullable=False),
    sa.Column('rationale', sa.String(length=120), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['release_id'], ['code_releases.id'], name=op.f('fk_unit_limits_release_id_code_releases'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit_limits'))
    )
    with op.batch_alter_table('unit_limits', schema=None) as batch_op:
        batch_op.create_index('ix_unit_limits_code', ['release_id', 'code'], unique=True)

    with op.batch_alter_table('code_releases', schema=None) as batch_op:
        batch_op.add_column(sa.Column('setting', sa.String(length=20), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('revision', sa.Integer(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('stage', sa.String(length=10), nullable=False, server_default='shown'))
        batch_op.add_column(sa.Column('overlay', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('source', sa.String(length=200), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('layout', sa.String(length=60), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('files', Json, nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('row_count', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('beat_at', Instant(), nullable=True))
        batch_op.alter_column('system',
               existing_type=sa.VARCHAR(length=10),
               type_=sa.String(length=20),
               existing_nullable=False)
        batch_op.drop_constraint(batch_op.f('uq_code_releases_system'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_code_releases_system'), ['system', 'setting', 'name', 'revision'])

    with op.batch_alter_table('codes', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=10), nullable=False, server_default='billable'))
        batch_op.add_column(sa.Column('parent_key', CodeKey, nullable=True))
        batch_op.add_column(sa.Column('valid_from', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('valid_to', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('replaced_by', sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column('notes', Json, nullable=True))
        batch_op.add_column(sa.Column('more', Json, nullable=True))
        batch_op.create_index('ix_codes_parent', ['release_id', 'parent_key'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('codes', schema=None) as batch_op:
        batch_op.drop_index('ix_codes_parent')
        batch_op.drop_column('more')
        batch_op.drop_column('notes')
        batch_op.drop_column('replaced_by')
        batch_op.drop_column('valid_to')
        batch_op.drop_column('valid_from')
        batch_op.drop_column('parent_key')
        batch_op.drop_column('kind')

    with op.batch_alter_table('code_releases', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_code_releases_system'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_code_releases_system'), ['system', 'name'])
        batch_op.alter_column('system',
               existing_type=sa.String(length=20),
               type_=sa.VARCHAR(length=10),
               existing_nullable=False)
        batch_op.drop_column('beat_at')
        batch_op.drop_column('row_count')
        batch_op.drop_column('files')
        batch_op.drop_column('layout')
        batch_op.drop_column('source')
        batch_op.drop_column('overlay')
        batch_op.drop_column('stage')
        batch_op.drop_column('revision')
        batch_op.drop_column('setting')

    with op.batch_alter_table('unit_limits', schema=None) as batch_op:
        batch_op.drop_index('ix_unit_limits_code')

    op.drop_table('unit_limits')
    with op.batch_alter_table('ptp_edits', schema=None) as batch_op:
        batch_op.drop_index('ix_ptp_edits_column2')
        batch_op.drop_index('ix_ptp_edits_column1')

    op.drop_table('ptp_edits')
    with op.batch_alter_table('outpatient_rates', schema=None) as batch_op:
        batch_op.drop_index('ix_outpatient_rates_code')

    op.drop_table('outpatient_rates')
    with op.batch_alter_table('licensed_texts', schema=None) as batch_op:
        batch_op.drop_index('ix_licensed_texts_code')

    op.drop_table('licensed_texts')
    with op.batch_alter_table('fee_localities', schema=None) as batch_op:
        batch_op.drop_index('ix_fee_localities_number')

    op.drop_table('fee_localities')
    with op.batch_alter_table('code_terms', schema=None) as batch_op:
        batch_op.drop_index('ix_code_terms_term')

    op.drop_table('code_terms')
    with op.batch_alter_table('code_maps', schema=None) as batch_op:
        batch_op.drop_index('ix_code_maps_target')
        batch_op.drop_index('ix_code_maps_source')

    op.drop_table('code_maps')
    with op.batch_alter_table('code_groups', schema=None) as batch_op:
        batch_op.drop_index('ix_code_groups_interval')

    op.drop_table('code_groups')
    with op.batch_alter_table('code_fees', schema=None) as batch_op:
        batch_op.drop_index('ix_code_fees_code')

    op.drop_table('code_fees')
    with op.batch_alter_table('add_on_codes', schema=None) as batch_op:
        batch_op.drop_index('ix_add_on_codes_primary')
        batch_op.drop_index('ix_add_on_codes_addon')

    op.drop_table('add_on_codes')
