package io.tokentally.adapter.persistence.key;

import io.tokentally.application.port.out.access.SecondFactors;
import io.tokentally.application.port.out.alert.AlertChannels;
import io.tokentally.application.port.out.key.HashingKeys;
import io.tokentally.application.port.out.key.SecretVault;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A column that holds sealed secrets. A new kind of secret is one more of these, and is then known at every start and moved by
 * every rotation of the master key.
 *
 * @param purpose what the secrets are sealed for
 * @param context the columns that tell which one it is, in the order of their place; not null, and unique together
 */
record SealedColumn(String table, String name, String purpose, List<String> context) {

    static final List<SealedColumn> ALL = List.of(
            new SealedColumn(
                    "public.provider_keys", "sealed", SecretVault.PURPOSE, List.of("organization_id", "provider")),
            new SealedColumn("public.hashing_keys", "sealed", HashingKeys.PURPOSE, List.of("number")),
            new SealedColumn("public.second_factors", "sealed", SecondFactors.PURPOSE, List.of("user_id")),
            new SealedColumn(
                    "public.alert_channels", "sealed", AlertChannels.PURPOSE, List.of("organization_id", "id")));

    /** All secrets in it: the parts of the context as text, and the secret. */
    String select() {
        return "SELECT %s, %s FROM %s WHERE %2$s IS NOT NULL"
                .formatted(
                        context.stream().map(column -> column + "::text").collect(Collectors.joining(", ")),
                        name,
                        table);
    }

    /** Keeps another secret in a place, if it holds what it is said to: new, context, old. */
    String update() {
        return "UPDATE %s SET %s = ? WHERE %s AND %2$s = ?"
                .formatted(
                        table,
                        name,
                        context.stream().map(column -> column + "::text = ?").collect(Collectors.joining(" AND ")));
    }
}
