package io.tokentally.adapter.persistence.person;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.usage.UsageRecord;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;

/** Somebody of whom every table has something that can have, and every column that tells of them tells it. */
record PersonRows(String id, String address, String name) {

    /** In the order in which they refer to each other. */
    private static final List<String> STATEMENTS = List.of(
            "INSERT INTO organizations VALUES ('acme', 'Acme') ON CONFLICT DO NOTHING",
            "INSERT INTO accounts VALUES (:id, :address, :name, '{bcrypt}$2a$10$' || repeat('h', 53), false, 'acme')",
            "INSERT INTO memberships VALUES (:id, 'acme', 'OWNER')",
            "INSERT INTO former_members VALUES ('globex', :id, :address, :name)",
            """
            INSERT INTO sessions (token_hash, kind, user_id, organization_id, name, scopes, expires_at, client_address, user_agent)
            VALUES (sha256(convert_to(:id || 'token', 'UTF8')), 'API_TOKEN', :id, 'acme', 'token of ' || :name, '{MEMBERS}',
                now() + interval '1 day', 'host of ' || :name, 'browser of ' || :name)""",
            """
            INSERT INTO usage_views (organization_id, user_id, name, address, of_organization) VALUES
                ('acme', :id, 'Of ' || :name, 'api-usage?user=' || :id, true),
                ('globex', 'somebody', NULL, 'api-usage?user=' || :id, true),
                ('globex', 'somebody', NULL, 'api-usage?user=' || replace(:address, '@', '%40'), true)""",
            """
            INSERT INTO usage_view_choices (organization_id, user_id, last_address)
            VALUES ('acme', :id, 'api-usage?user=' || :id)""",
            "INSERT INTO usage_mail_choices (organization_id, user_id, rhythm, language) VALUES ('acme', :id, 'weekly', 'en')",
            """
            INSERT INTO usage_mails (organization_id, user_id, first_day, last_day, created_at, next_attempt_at)
            VALUES ('acme', :id, '2026-11-02', '2026-11-08', now(), now())""",
            """
            INSERT INTO alert_events (organization_id, id, kind, dedupe, state, raised_at, user_id, subject, figures, quiet)
            VALUES ('acme', :key, 'cost', sha256(convert_to(:id, 'UTF8')), 'over', now(), :id, jsonb_build_object('user', :id),
                jsonb_build_object('of', :id), false)""",
            """
            INSERT INTO alert_channels (organization_id, id, name, kind, address, enabled, minimum_state, changed_at)
            VALUES ('acme', :key, 'To ' || :address, 'email', upper(:address), true, 'ok', now())""",
            """
            INSERT INTO alert_deliveries (organization_id, event_id, channel_id, round, created_at, next_attempt_at)
            VALUES ('acme', :key, :key, 1, now(), now())""",
            "INSERT INTO alert_mutes (organization_id, subject, until) VALUES ('acme', jsonb_build_object('user', :id), now())",
            "INSERT INTO alert_reads VALUES ('acme', :id, :key)",
            """
            INSERT INTO alert_rules (organization_id, id, name, kind, severity, user_id, window_kind, enabled, changed_by)
            VALUES ('acme', :key, 'Of ' || :address, 'unpriced', 'over', :id, 'DAY', true, :id)""",
            """
            INSERT INTO budgets (
                organization_id, id, name, user_id, for_each, measure, amount, window_kind, action, bound, unbounded, unpriced, strict,
                when_unknown, changed_by)
            VALUES ('acme', :key, 'Of ' || :address, :id, 'USER', 'COST', 1, 'DAY', 'OBSERVE', 'EXPECTED', 'PASS', 'PASS', false, 'OPEN',
                :id)""",
            """
            INSERT INTO budget_versions (organization_id, budget_id, version, terms, changed_by, in_force_from)
            VALUES ('acme', :key, 1, jsonb_build_object('name', 'Of ' || :address, 'user_id', :id), :id, now())""",
            "INSERT INTO budget_sums VALUES ('acme', :key, :id, now(), 1)",
            "INSERT INTO budget_holds VALUES ('acme', :key, :id, now(), now(), :key, 1)",
            "INSERT INTO budget_leases VALUES ('acme', :key, :id, now(), :key, :key, 1, now())",
            "INSERT INTO known_devices (user_id, device_hash, last_used_at) VALUES (:id, sha256(convert_to(:id, 'UTF8')), now())",
            "INSERT INTO sign_in_attempts VALUES (:id, '*', 1, now())",
            "INSERT INTO second_factors (user_id, sealed, last_step) VALUES (:id, 'sealed', 1)",
            "INSERT INTO last_sign_ins VALUES (:id, now()) ON CONFLICT DO NOTHING",
            "INSERT INTO recovery_codes (user_id, code_hash) VALUES (:id, sha256(convert_to(:id, 'UTF8')))",
            """
            INSERT INTO invitations (secret_hash, organization_id, address, role, by_mail, created_by, expires_at)
            VALUES (sha256(convert_to(:id || 'to', 'UTF8')), 'acme', upper(:address), 'MEMBER', false, 'oscar', now()),
                (sha256(convert_to(:id || 'by', 'UTF8')), 'acme', 'new@acme.example', 'MEMBER', false, :id, now())""",
            """
            INSERT INTO password_resets (secret_hash, user_id, by_mail, issued_by, expires_at)
            VALUES (sha256(convert_to(:id || 'to', 'UTF8')), :id, false, 'oscar', now()),
                (sha256(convert_to(:id || 'by', 'UTF8')), 'oscar', false, :id, now())""",
            "INSERT INTO address_confirmations (secret_hash, user_id, expires_at) VALUES (sha256(convert_to(:id, 'UTF8')), :id, now())",
            """
            INSERT INTO virtual_keys (id, organization_id, name, prefix, hash, holder_kind, user_id, created_by, created_at, policy)
            VALUES (:key, 'acme', 'key of ' || :name, 'tt_', sha256(convert_to(:id, 'UTF8')), 'USER', :id, :id, now(),
                '{"unrestricted": true}')""",
            "INSERT INTO provider_keys VALUES ('acme', left(:key::text, 8), 'c2VhbGVk', 'aled', :id, now())",
            """
            INSERT INTO key_policies (organization_id, usual, changed_by, changed_at)
            VALUES ('policies of ' || :key, '{"unrestricted": true}', :id, now())""",
            """
            INSERT INTO price_bundles (sha256, version, dated, key_sha256, content, door, offered_at, applied_at, applied_by, needed)
            VALUES (encode(sha256(convert_to(:id, 'UTF8')), 'hex'), :number, now(), encode(sha256('k'), 'hex'), 'content',
                'UPLOAD', now(), now(), :id, true)""",
            """
            INSERT INTO price_versions
            VALUES ('acme', 'price ' || :key, :number, '{}', 'OWN', :id, 'as ' || :name || ' says', 'c', now(), :id)""",
            """
            INSERT INTO price_discounts (organization_id, id, terms, origin, author, reason, source, recorded_at, entered_by)
            VALUES ('acme', 'discount ' || :key, '{}', 'OWN', :id, 'as ' || :name || ' says', 'c', now(), :id)""",
            """
            INSERT INTO price_withdrawals (organization_id, withdrawn, author, reason, withdrawn_at, entered_by)
            VALUES ('acme', 'price ' || :key, :id, 'as ' || :name || ' says', now(), :id)""",
            """
            INSERT INTO repricings
            VALUES ('acme', gen_random_uuid(), DEFAULT, now(), now(), NULL, NULL, false, 'as ' || :name || ' says', :id, now(),
                'APPLIED', 0, 0, NULL, '[]')""",
            """
            INSERT INTO candidates VALUES
                ('acme', gen_random_uuid(), 'oscar', now(), :address || '.pdf', jsonb_build_object('email', upper(:address))),
                ('acme', gen_random_uuid(), :id, now(), 'somebody else.pdf', '{}')""",
            "INSERT INTO refused_calls SELECT now(), 1, :key, 'acme', 'key_revoked', :id",
            """
            INSERT INTO refused_call_samples (refused_at, virtual_key_id, organization_id, reason, user_id, called_for)
            VALUES (now(), :key, 'acme', 'user_not_allowed', :id, :address)""",
            "INSERT INTO audit_failures VALUES (now(), 'acme', '192.0.2.1', 'sign_in.failed', 3, :address || '') ON CONFLICT DO NOTHING",
            """
            SELECT append_audit_entry('acme', :id, 'price.added', 'price', 'price ' || :key, NULL,
                jsonb_build_object('reason', 'as ' || :name || ' says', 'author', :id))""",
            """
            SELECT append_audit_entry('acme', 'oscar', 'key.issued', 'key', :key::text, NULL,
                jsonb_build_object('name', 'key of ' || :name, 'user_id', :id))""",
            """
            SELECT append_audit_entry('acme', 'oscar', 'budget.created', 'budget', :key::text, NULL,
                jsonb_build_object('name', 'Of ' || :address, 'tag_name', 'author', 'tag_value', :address))""",
            """
            SELECT append_audit_entry('acme', 'oscar', 'alert.muted', 'setting', :key::text, NULL,
                jsonb_build_object('name', 'Of ' || :address, 'for_each', 'USER', 'value', :address))""",
            """
            SELECT append_audit_entry('acme', 'oscar', 'invitation.created', 'invitation', 'i', NULL,
                jsonb_build_object('address', :address))""",
            """
            SELECT append_audit_entry(NULL, NULL, 'account.closed', 'user', :id, NULL,
                jsonb_build_object('login', :address, 'displayName', :name))""");

    private UUID key() {
        return UUID.nameUUIDFromBytes(id.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    void fill(TestDatabase database) {
        for (String statement : STATEMENTS) {
            var sql = database.asOwner()
                    .sql(statement)
                    .param("id", id)
                    .param("address", address)
                    .param("name", name)
                    .param("key", key())
                    .param("number", id.hashCode() & Integer.MAX_VALUE);
            if (statement.startsWith("SELECT")) {
                sql.query().singleRow();
            } else {
                sql.update();
            }
        }
        database.bean(UsageLedger.class).post(calls());
    }

    /** By the key, without one, and by a program that names them by their address. */
    List<UsageRecord> calls() {
        return LongStream.range(0, 6).mapToObj(this::call).toList();
    }

    UsageRecord call(long number) {
        UserId user = new UserId(number % 3 == 2 ? address : id);
        var call = aUsageRecord()
                .at(NOON.plusSeconds(number))
                .of(ACME, user)
                .withSeed(id.hashCode() + number)
                .tracedBy(new CallTrace(Map.of("session", "session of " + address), null));
        return (number % 3 == 0
                        ? call.madeWith(new VirtualKeyId(key()), new Tags(Map.of("for", "work of " + name)))
                        : call)
                .build();
    }
}
