package io.tokentally.adapter.persistence.key;

import io.tokentally.application.port.out.key.KeyPolicies;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.key.OrganizationKeyPolicy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lays down what keys may do through the owner's function, which looks up for itself whether the viewer may. */
final class JdbcKeyPolicies implements KeyPolicies {

    private final JdbcClient jdbc;
    private final KeyTransaction transaction;

    JdbcKeyPolicies(JdbcClient jdbc, KeyTransaction transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public OrganizationKeyPolicy of(Viewer viewer) {
        return transaction.read(
                viewer,
                () -> jdbc.sql("SELECT usual, ceiling, most_keys FROM key_policies")
                        .query((row, number) -> read(row))
                        .optional()
                        .orElse(OrganizationKeyPolicy.DEFAULT));
    }

    @Override
    public void layDown(Viewer viewer, OrganizationKeyPolicy policy, Instant at) {
        transaction.change(
                viewer,
                () -> jdbc.sql("SELECT lay_down_key_policy(CAST(:usual AS jsonb), CAST(:ceiling AS jsonb), :most, :at)")
                        .param("usual", KeyPolicyJson.write(policy.usual()))
                        .param("ceiling", json(policy.ceiling()), Types.VARCHAR)
                        .param("most", policy.mostKeys(), Types.INTEGER)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .query()
                        .singleRow());
    }

    private static @Nullable String json(@Nullable KeyPolicy policy) {
        return policy == null ? null : KeyPolicyJson.write(policy);
    }

    static OrganizationKeyPolicy read(ResultSet row) throws SQLException {
        String ceiling = row.getString("ceiling");
        return new OrganizationKeyPolicy(
                KeyPolicyJson.read(row.getString("usual")),
                ceiling == null ? null : KeyPolicyJson.read(ceiling),
                row.getObject("most_keys", Integer.class));
    }
}
