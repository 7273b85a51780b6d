"""the first tables

Revision: 0001, after , 2026-11-21 02:57:55.588745
"""

import sqlalchemy as sa
from alembic import op

from jobboard.db import CodeKey, Instant, Json

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('code_releases',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('system', sa.String(length=10), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('effective_from', sa.Date(), nullable=True),
    sa.Column('effective_to', sa.Date(), nullable=True),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('loaded_at', Instant(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_code_releases')),
    sa.UniqueConstraint('system', 'name', name=op.f('uq_code_releases_system'))
    )
    op.create_table('code_texts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('system', sa.String(length=10), nullable=False),
    sa.Column('key', CodeKey, nullable=False),
    sa.Column('section', sa.String(length=20), nullable=False),
    sa.Column('body', Json, nullable=False),
    sa.Column('sources', Json, nullable=False),
    sa.Column('review', sa.String(length=12), nullable=False),
    sa.Column('reviewed_at', Instant(), nullable=True),
    sa.Column('origin', sa.String(length=120), nullable=True),
    sa.Column('written_at', Instant(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_code_texts')),
    sa.UniqueConstraint('system', 'key', 'section', name=op.f('uq_code_texts_system'))
    )
    op.create_table('employers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('name', sa.String(length=160), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=True),
    sa.Column('website', sa.String(length=300), nullable=True),
    sa.Column('domain', sa.String(length=120), nullable=True),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('city', sa.String(length=80), nullable=True),
    sa.Column('state', sa.String(length=2), nullable=True),
    sa.Column('created_at', Instant(), nullable=False),
    sa.Column('claimed_at', Instant(), nullable=True),
    sa.Column('verified_at', Instant(), nullable=True),
    sa.Column('trusted_at', Instant(), nullable=True),
    sa.Column('suspended_at', Instant(), nullable=True),
    sa.Column('suspended_reason', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_employers')),
    sa.UniqueConstraint('slug', name=op.f('uq_employers_slug'))
    )
    with op.batch_alter_table('employers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_employers_domain'), ['domain'], unique=False)

    op.create_table('import_batches',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('file', sa.String(length=200), nullable=False),
    sa.Column('format', sa.String(length=20), nullable=False),
    sa.Column('started_at', Instant(), nullable=False),
    sa.Column('beat_at', Instant(), nullable=False),
    sa.Column('completed_at', Instant(), nullable=True),
    sa.Column('counts', Json, nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_batches'))
    )
    op.create_table('leases',
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('holder', sa.String(length=200), nullable=True),
    sa.Column('until', Instant(), nullable=False),
    sa.Column('about', sa.String(length=200), nullable=True),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_leases'))
    )
    op.create_table('outbox',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('topic', sa.String(length=20), nullable=False),
    sa.Column('key', sa.Integer(), nullable=True),
    sa.Column('payload', Json, nullable=False),
    sa.Column('urgency', sa.Integer(), nullable=False),
    sa.Column('noted_at', Instant(), nullable=False),
    sa.Column('not_before', Instant(), nullable=False),
    sa.Column('lease_until', Instant(), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('trouble', sa.Text(), nullable=True),
    sa.Column('failed_at', Instant(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox'))
    )
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.create_index('ix_outbox_next', ['topic', 'failed_at', 'urgency', 'not_before', 'id'], unique=False)

    op.create_table('places',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=80).with_variant(sa.String(length=80, collation='C'), 'postgresql'), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('state', sa.String(length=2), nullable=False),
    sa.Column('zip', sa.String(length=5), nullable=True),
    sa.Column('lat', sa.Float(), nullable=False),
    sa.Column('lng', sa.Float(), nullable=False),
    sa.Column('population', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_places')),
    sa.UniqueConstraint('key', 'state', name=op.f('uq_places_key'))
    )
    op.create_table('rate_windows',
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('expires_at', Instant(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_rate_windows'))
    )
    with op.batch_alter_table('rate_windows', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rate_windows_expires_at'), ['expires_at'], unique=False)

    op.create_table('roles',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=20), nullable=False),
    sa.Column('permissions', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roles')),
    sa.UniqueConstraint('name', name=op.f('uq_roles_name'))
    )
    op.create_table('timed_tasks',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('due_at', Instant(), nullable=False),
    sa.Column('last_ran_at', Instant(), nullable=True),
    sa.Column('last_trouble', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_timed_tasks'))
    )
    op.create_table('users',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=255), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('password', sa.String(length=255), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('fs_uniquifier', sa.String(length=64), nullable=False),
    sa.Column('confirmed_at', Instant(), nullable=True),
    sa.Column('create_datetime', Instant(), nullable=False),
    sa.Column('update_datetime', Instant(), nullable=False),
    sa.Column('tf_primary_method', sa.String(length=64), nullable=True),
    sa.Column('tf_totp_secret', sa.String(length=255), nullable=True),
    sa.Column('tf_last_step', sa.BigInteger(), nullable=True),
    sa.Column('mf_recovery_codes', sa.Text(), nullable=True),
    sa.Column('suspended_at', Instant(), nullable=True),
    sa.Column('suspended_reason', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_users')),
    sa.UniqueConstraint('email', name=op.f('uq_users_email')),
    sa.UniqueConstraint('fs_uniquifier', name=op.f('uq_users_fs_uniquifier'))
    )
    op.create_table('worker_beats',
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('seen_at', Instant(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_worker_beats'))
    )
    op.create_table('codes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.Column('system', sa.String(length=10), nullable=False),
    sa.Column('key', CodeKey, nullable=False),
    sa.Column('code', CodeKey, nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('review', sa.String(length=12), nullable=False),
    sa.ForeignKeyConstraint(['release_id'], ['code_releases.id'], name=op.f('fk_codes_release_id_code_releases'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_codes')),
    sa.UniqueConstraint('release_id', 'key', name=op.f('uq_codes_release_id'))
    )
    with op.batch_alter_table('codes', schema=None) as batch_op:
        batch_op.create_index('ix_codes_system_key', ['system', 'key'], unique=False)

    op.create_table('memberships',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('employer_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('since', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['employer_id'], ['employers.id'], name=op.f('fk_memberships_employer_id_employers'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_memberships_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', 'employer_id', name=op.f('pk_memberships'))
    )
    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_memberships_employer_id'), ['employer_id'], unique=False)

    op.create_table('postings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('employer_id', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(length=120), nullable=True),
    sa.Column('origin', sa.String(length=60), nullable=False),
    sa.Column('source', sa.String(length=40), nullable=True),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('shown_id', sa.Integer(), nullable=True),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('created_at', Instant(), nullable=False),
    sa.Column('publish_at', Instant(), nullable=True),
    sa.Column('first_published_at', Instant(), nullable=True),
    sa.Column('published_at', Instant(), nullable=True),
    sa.Column('expires_at', Instant(), nullable=True),
    sa.Column('confirmed_at', Instant(), nullable=True),
    sa.Column('hidden_at', Instant(), nullable=True),
    sa.Column('hidden_reason', sa.String(length=200), nullable=True),
    sa.Column('ended_at', Instant(), nullable=True),
    sa.Column('outcome', sa.String(length=40), nullable=True),
    sa.Column('relisted_from_id', sa.Integer(), nullable=True),
    sa.Column('batch_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['batch_id'], ['import_batches.id'], name=op.f('fk_postings_batch_id_import_batches')),
    sa.ForeignKeyConstraint(['created_by_id'], ['users.id'], name=op.f('fk_postings_created_by_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['employer_id'], ['employers.id'], name=op.f('fk_postings_employer_id_employers')),
    sa.ForeignKeyConstraint(['relisted_from_id'], ['postings.id'], name=op.f('fk_postings_relisted_from_id_postings')),
    sa.ForeignKeyConstraint(['shown_id'], ['wordings.id'], name='fk_postings_shown_id_wordings', initially='IMMEDIATE', deferrable=True, use_alter=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_postings')),
    sa.UniqueConstraint('origin', 'ref', name=op.f('uq_postings_origin'))
    )
    with op.batch_alter_table('postings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_postings_batch_id'), ['batch_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_postings_employer_id'), ['employer_id'], unique=False)
        batch_op.create_index('ix_postings_public', ['state', 'expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_postings_shown_id'), ['shown_id'], unique=False)

    op.create_table('resumes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('candidate_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('file_key', sa.String(length=120), nullable=False),
    sa.Column('text', sa.Text(), nullable=True),
    sa.Column('added_at', Instant(), nullable=False),
    sa.Column('removed_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['candidate_id'], ['users.id'], name=op.f('fk_resumes_candidate_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resumes')),
    sa.UniqueConstraint('file_key', name=op.f('uq_resumes_file_key'))
    )
    with op.batch_alter_table('resumes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_resumes_candidate_id'), ['candidate_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_resumes_removed_at'), ['removed_at'], unique=False)

    op.create_table('roles_users',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('role_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['role_id'], ['roles.id'], name=op.f('fk_roles_users_role_id_roles'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_roles_users_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', 'role_id', name=op.f('pk_roles_users'))
    )
    op.create_table('sessions',
    sa.Column('id', sa.LargeBinary(length=32), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('data', Json, nullable=False),
    sa.Column('created_at', Instant(), nullable=False),
    sa.Column('expires_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_sessions_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sessions'))
    )
    with op.batch_alter_table('sessions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sessions_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_sessions_user_id'), ['user_id'], unique=False)

    op.create_table('posting_events',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('posting_id', sa.Integer(), nullable=False),
    sa.Column('move', sa.String(length=24), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('actor', sa.String(length=80), nullable=False),
    sa.Column('at', Instant(), nullable=False),
    sa.Column('wording_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['actor_id'], ['users.id'], name=op.f('fk_posting_events_actor_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['posting_id'], ['postings.id'], name=op.f('fk_posting_events_posting_id_postings'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_posting_events'))
    )
    with op.batch_alter_table('posting_events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_posting_events_posting_id'), ['posting_id'], unique=False)

    op.create_table('reports',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('posting_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=40), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('reporter_id', sa.Integer(), nullable=True),
    sa.Column('reporter_email', sa.String(length=255), nullable=True),
    sa.Column('reported_at', Instant(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('decided_at', Instant(), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['decided_by_id'], ['users.id'], name=op.f('fk_reports_decided_by_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['posting_id'], ['postings.id'], name=op.f('fk_reports_posting_id_postings'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reporter_id'], ['users.id'], name=op.f('fk_reports_reporter_id_users'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reports'))
    )
    with op.batch_alter_table('reports', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reports_posting_id'), ['posting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_reports_state'), ['state'], unique=False)

    op.create_table('wordings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('posting_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('written_by_id', sa.Integer(), nullable=True),
    sa.Column('written_at', Instant(), nullable=False),
    sa.Column('submitted_at', Instant(), nullable=True),
    sa.Column('decided_at', Instant(), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=40), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('batch_id', sa.Integer(), nullable=True),
    sa.Column('record', Json, nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('role', sa.String(length=40), nullable=True),
    sa.Column('level', sa.String(length=20), nullable=True),
    sa.Column('setting', sa.String(length=40), nullable=True),
    sa.Column('arrangement', sa.String(length=10), nullable=True),
    sa.Column('employment_type', sa.String(length=24), nullable=True),
    sa.Column('accept_apprentice', sa.Boolean(), nullable=True),
    sa.Column('hourly_min', sa.Float(), nullable=True),
    sa.Column('hourly_max', sa.Float(), nullable=True),
    sa.ForeignKeyConstraint(['batch_id'], ['import_batches.id'], name=op.f('fk_wordings_batch_id_import_batches')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['users.id'], name=op.f('fk_wordings_decided_by_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['posting_id'], ['postings.id'], name=op.f('fk_wordings_posting_id_postings'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['written_by_id'], ['users.id'], name=op.f('fk_wordings_written_by_id_users'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wordings')),
    sa.UniqueConstraint('posting_id', 'number', name=op.f('uq_wordings_posting_id'))
    )
    with op.batch_alter_table('wordings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_wordings_batch_id'), ['batch_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_wordings_posting_id'), ['posting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_wordings_state'), ['state'], unique=False)

    op.create_table('applications',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('posting_id', sa.Integer(), nullable=False),
    sa.Column('wording_id', sa.Integer(), nullable=False),
    sa.Column('candidate_id', sa.Integer(), nullable=False),
    sa.Column('resume_id', sa.Integer(), nullable=True),
    sa.Column('stage', sa.String(length=14), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('phone', sa.String(length=40), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('answers', Json, nullable=False),
    sa.Column('sent_at', Instant(), nullable=False),
    sa.Column('first_viewed_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['candidate_id'], ['users.id'], name=op.f('fk_applications_candidate_id_users'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['posting_id'], ['postings.id'], name=op.f('fk_applications_posting_id_postings')),
    sa.ForeignKeyConstraint(['resume_id'], ['resumes.id'], name=op.f('fk_applications_resume_id_resumes'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['wording_id'], ['wordings.id'], name=op.f('fk_applications_wording_id_wordings')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_applications')),
    sa.UniqueConstraint('posting_id', 'candidate_id', name=op.f('uq_applications_posting_id'))
    )
    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_applications_candidate_id'), ['candidate_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_applications_posting_id'), ['posting_id'], unique=False)

    op.create_table('wording_codes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('wording_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.SmallInteger(), nullable=False),
    sa.Column('system', sa.String(length=10), nullable=False),
    sa.Column('low_key', CodeKey, nullable=False),
    sa.Column('high_key', CodeKey, nullable=False),
    sa.Column('stated', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['wording_id'], ['wordings.id'], name=op.f('fk_wording_codes_wording_id_wordings'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wording_codes'))
    )
    with op.batch_alter_table('wording_codes', schema=None) as batch_op:
        batch_op.create_index('ix_wording_codes_interval', ['system', 'low_key', 'high_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_wording_codes_wording_id'), ['wording_id'], unique=False)

    op.create_table('wording_places',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('wording_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.SmallInteger(), nullable=False),
    sa.Column('city', sa.String(length=80), nullable=True),
    sa.Column('state', sa.String(length=2), nullable=True),
    sa.Column('zip', sa.String(length=10), nullable=True),
    sa.Column('lat', sa.Double(), nullable=True),
    sa.Column('lng', sa.Double(), nullable=True),
    sa.ForeignKeyConstraint(['wording_id'], ['wordings.id'], name=op.f('fk_wording_places_wording_id_wordings'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wording_places'))
    )
    with op.batch_alter_table('wording_places', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_wording_places_state'), ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_wording_places_wording_id'), ['wording_id'], unique=False)

    op.create_table('wording_tags',
    sa.Column('wording_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('value', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['wording_id'], ['wordings.id'], name=op.f('fk_wording_tags_wording_id_wordings'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('wording_id', 'kind', 'value', name=op.f('pk_wording_tags'))
    )
    with op.batch_alter_table('wording_tags', schema=None) as batch_op:
        batch_op.create_index('ix_wording_tags_value', ['kind', 'value', 'wording_id'], unique=False)

    op.create_table('application_events',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('stage', sa.String(length=14), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('at', Instant(), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('told', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['users.id'], name=op.f('fk_application_events_actor_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_application_events_application_id_applications'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_application_events'))
    )
    with op.batch_alter_table('application_events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_application_events_application_id'), ['application_id'], unique=False)

    op.create_table('resume_reads',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('reader_id', sa.Integer(), nullable=True),
    sa.Column('at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_resume_reads_application_id_applications'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reader_id'], ['users.id'], name=op.f('fk_resume_reads_reader_id_users'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resume_reads'))
    )
    with op.batch_alter_table('resume_reads', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_resume_reads_application_id'), ['application_id'], unique=False)
    # Postings and wordings point at each other. SQLite takes the reference inline, above; elsewhere
    # it is added when both tables are there.
    if op.get_bind().dialect.name != "sqlite":
        op.create_foreign_key(
            "fk_postings_shown_id_wordings",
            "postings",
            "wordings",
            ["shown_id"],
            ["id"],
            deferrable=True,
            initially="IMMEDIATE",
        )


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint("fk_postings_shown_id_wordings", "postings")
    with op.batch_alter_table('resume_reads', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_resume_reads_application_id'))

    op.drop_table('resume_reads')
    with op.batch_alter_table('application_events', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_application_events_application_id'))

    op.drop_table('application_events')
    with op.batch_alter_table('wording_tags', schema=None) as batch_op:
        batch_op.drop_index('ix_wording_tags_value')

    op.drop_table('wording_tags')
    with op.batch_alter_table('wording_places', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_wording_places_wording_id'))
        batch_op.drop_index(batch_op.f('ix_wording_places_state'))

    op.drop_table('wording_places')
    with op.batch_alter_table('wording_codes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_wording_codes_wording_id'))
        batch_op.drop_index('ix_wording_codes_interval')

    op.drop_table('wording_codes')
    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_applications_posting_id'))
        batch_op.drop_index(batch_op.f('ix_applications_candidate_id'))

    op.drop_table('applications')
    with op.batch_alter_table('wordings', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_wordings_state'))
        batch_op.drop_index(batch_op.f('ix_wordings_posting_id'))
        batch_op.drop_index(batch_op.f('ix_wordings_batch_id'))

    op.drop_table('wordings')
    with op.batch_alter_table('reports', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reports_state'))
        batch_op.drop_index(batch_op.f('ix_reports_posting_id'))

    op.drop_table('reports')
    with op.batch_alter_table('posting_events', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_posting_events_posting_id'))

    op.drop_table('posting_events')
    with op.batch_alter_table('sessions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sessions_user_id'))
        batch_op.drop_index(batch_op.f('ix_sessions_expires_at'))

    op.drop_table('sessions')
    op.drop_table('roles_users')
    with op.batch_alter_table('resumes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_resumes_removed_at'))
        batch_op.drop_index(batch_op.f('ix_resumes_candidate_id'))

    op.drop_table('resumes')
    with op.batch_alter_table('postings', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_postings_shown_id'))
        batch_op.drop_index('ix_postings_public')
        batch_op.drop_index(batch_op.f('ix_postings_employer_id'))
        batch_op.drop_index(batch_op.f('ix_postings_batch_id'))

    op.drop_table('postings')
    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_memberships_employer_id'))

    op.drop_table('memberships')
    with op.batch_alter_table('codes', schema=None) as batch_op:
        batch_op.drop_index('ix_codes_system_key')

    op.drop_table('codes')
    op.drop_table('worker_beats')
    op.drop_table('users')
    op.drop_table('timed_tasks')
    op.drop_table('roles')
    with op.batch_alter_table('rate_windows', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rate_windows_expires_at'))

    op.drop_table('rate_windows')
    op.drop_table('places')
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_index('ix_outbox_next')

    op.drop_table('outbox')
    op.drop_table('leases')
    op.drop_table('import_batches')
    with op.batch_alter_table('employers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_employers_domain'))

    op.drop_table('employers')
    op.drop_table('code_texts')
    op.drop_table('code_releases')
