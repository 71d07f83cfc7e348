package io.tokentally.adapter.persistence.person;

import io.tokentally.application.port.out.person.PersonalData.Recipient;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/** Copies all that is of a person, in one transaction that sees the database as it was at its start, and some rows at a time. */
final class PersonCopy {

    private static final int ROWS_AT_ONCE = 1_000;

    private static final String KNOWN_AS = """
            SELECT ids_of_person(?, known.addresses), known.addresses
            FROM (SELECT addresses_of_person(?, ?) AS addresses) AS known\
            """;

    /** Before each of the statements, which name the person's ids and addresses by it. */
    private static final String KNOWN =
            "WITH known (ids, addresses) AS (VALUES (CAST(? AS text[]), CAST(? AS text[]))) ";

    /** By the name of the part. Each answers one JSON object in a row. */
    private static final Map<String, String> PARTS = parts();

    private final DataSource owner;

    PersonCopy(DataSource owner) {
        this.owner = owner;
    }

    private static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("account", """
                SELECT to_jsonb(account) - 'password_hash'
                    || jsonb_build_object('last_sign_in', (
                        SELECT last.signed_in_at FROM last_sign_ins last WHERE last.user_id = account.user_id))
                FROM accounts account, known WHERE account.user_id = ANY (ids)""");
        parts.put("memberships", """
                SELECT to_jsonb(membership) FROM memberships membership, known WHERE membership.user_id = ANY (ids)
                UNION ALL
                SELECT to_jsonb(former) FROM former_members former, known WHERE former.user_id = ANY (ids)""");
        parts.put("invitations", """
                SELECT to_jsonb(invitation) - 'secret_hash' FROM invitations invitation, known
                WHERE lower(invitation.address) = ANY (addresses) OR invitation.created_by = ANY (ids)""");
        parts.put("sessions", """
                SELECT to_jsonb(session) - 'token_hash' FROM sessions session, known
                WHERE session.user_id = ANY (ids) ORDER BY session.created_at""");
        parts.put("browsers", """
                SELECT to_jsonb(device) - 'device_hash' FROM known_devices device, known WHERE device.user_id = ANY (ids)""");
        parts.put("second-factor", """
                SELECT to_jsonb(factor) - 'sealed' FROM second_factors factor, known WHERE factor.user_id = ANY (ids)""");
        parts.put("views", """
                SELECT to_jsonb(kept) FROM usage_views kept, known WHERE kept.user_id = ANY (ids)
                UNION ALL
                SELECT to_jsonb(choice) FROM usage_view_choices choice, known WHERE choice.user_id = ANY (ids)""");
        parts.put("usage-mails", """
                SELECT to_jsonb(choice) FROM usage_mail_choices choice, known WHERE choice.user_id = ANY (ids)
                UNION ALL
                SELECT to_jsonb(mail) - 'lease' FROM usage_mails mail, known WHERE mail.user_id = ANY (ids)""");
        parts.put("keys", """
                SELECT to_jsonb(key) - 'hash' FROM virtual_keys key, known
                WHERE key.holder_kind = 'USER' AND key.user_id = ANY (ids) OR key.created_by = ANY (ids)""");
        parts.put("prices", """
                SELECT to_jsonb(price) FROM price_versions price, known WHERE ARRAY[author, entered_by] && ids
                UNION ALL
                SELECT to_jsonb(discount) FROM price_discounts discount, known WHERE ARRAY[author, entered_by] && ids
                UNION ALL
                SELECT to_jsonb(withdrawal) FROM price_withdrawals withdrawal, known WHERE ARRAY[author, entered_by] && ids
                UNION ALL
                SELECT to_jsonb(repricing) FROM repricings repricing, known WHERE author = ANY (ids)""");
        parts.put("resumes", """
                SELECT to_jsonb(candidate) FROM candidates candidate, known
                WHERE EXISTS (
                    SELECT FROM unnest(addresses) AS own_address
                    WHERE strpos(lower(candidate.file_name || ' ' || candidate.profile::text), own_address) > 0)""");
        parts.put("audit", """
                SELECT jsonb_build_object(
                    'chain', entry.chain, 'number', entry.number, 'at', entry.at, 'action', entry.action,
                    'subjectKind', entry.subject_kind, 'subject', entry.subject, 'detail', entry.detail,
                    'own', jsonb_object_agg(told.field, told.value))
                FROM known, audit_entries entry
                JOIN audit_personal told ON told.chain = entry.chain AND told.number = entry.number
                WHERE told.person = ANY (ids) OR lower(told.person) = ANY (addresses) OR told.value = ANY (ids)
                    OR lower(told.value) = ANY (addresses)
                GROUP BY entry.chain, entry.number ORDER BY entry.chain, entry.number""");
        parts.put("refused-calls", """
                SELECT to_jsonb(sample) FROM refused_call_samples sample, known
                WHERE sample.user_id = ANY (ids) OR sample.called_for = ANY (ids) OR lower(sample.called_for) = ANY (addresses)
                ORDER BY sample.refused_at""");
        parts.put("days", """
                SELECT to_jsonb(sums) - '{caller,distributions}'::text[]
                    || jsonb_build_object('user_id', caller.user_id, 'virtual_key_id', caller.virtual_key_id)
                FROM known, usage_callers caller
                JOIN usage_caller_days sums ON sums.organization_id = caller.organization_id AND sums.caller = caller.number
                WHERE caller.user_id = ANY (ids) ORDER BY sums.organization_id, sums.day""");
        parts.put("calls", """
                SELECT to_jsonb(call) FROM known, api_usage_logs call WHERE call.user_id = ANY (ids)""");
        return parts;
    }

    void write(String person, @Nullable String address, Recipient recipient) throws IOException {
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                write(connection, person, address, recipient);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new SQLStateSQLExceptionTranslator().translate("Copying a person's data", null, e);
        }
    }

    private static void write(Connection connection, String person, @Nullable String address, Recipient recipient)
            throws SQLException, IOException {
        try (PreparedStatement statement = connection.prepareStatement(KNOWN_AS)) {
            statement.setString(1, person);
            statement.setString(2, person);
            statement.setString(3, address);
            try (ResultSet known = statement.executeQuery()) {
                known.next();
                Array ids = known.getArray(1);
                Array addresses = known.getArray(2);
                for (Map.Entry<String, String> part : PARTS.entrySet()) {
                    recipient.part(part.getKey());
                    write(connection, KNOWN + part.getValue(), ids, addresses, recipient);
                }
            }
        }
    }

    private static void write(Connection connection, String sql, Array ids, Array addresses, Recipient recipient)
            throws SQLException, IOException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(ROWS_AT_ONCE);
            statement.setArray(1, ids);
            statement.setArray(2, addresses);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    recipient.entry(rows.getString(1));
                }
            }
        }
    }
}
