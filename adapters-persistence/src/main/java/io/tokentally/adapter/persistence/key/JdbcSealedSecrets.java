package io.tokentally.adapter.persistence.key;

import io.tokentally.application.port.out.secret.SealedSecrets;
import io.tokentally.application.port.out.secret.SecretPlace;
import io.tokentally.domain.key.SealedSecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and replaces the sealed secrets of all columns that hold some, connected as the owner. */
final class JdbcSealedSecrets implements SealedSecrets {

    private final JdbcClient owner;
    private final List<SealedColumn> columns;

    JdbcSealedSecrets(JdbcClient owner, List<SealedColumn> columns) {
        this.owner = owner;
        this.columns = List.copyOf(columns);
    }

    @Override
    public List<KeptSecret> all() {
        return columns.stream()
                .flatMap(column -> owner.sql(column.select()).query((row, number) -> read(column, row)).list().stream())
                .toList();
    }

    private static KeptSecret read(SealedColumn column, ResultSet row) throws SQLException {
        List<String> context = new ArrayList<>();
        for (int i = 1; i <= column.context().size(); i++) {
            context.add(row.getString(i));
        }
        return new KeptSecret(
                new SecretPlace(column.purpose(), context),
                new SealedSecret(row.getString(column.context().size() + 1)));
    }

    @Override
    public boolean replace(KeptSecret kept, SealedSecret sealed) {
        SealedColumn column = columns.stream()
                .filter(known -> known.purpose().equals(kept.place().purpose()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Nowhere is a %s kept".formatted(kept.place())));
        List<Object> parameters = new ArrayList<>();
        parameters.add(sealed.base64());
        parameters.addAll(kept.place().context());
        parameters.add(kept.sealed().base64());
        return owner.sql(column.update()).params(parameters).update() == 1;
    }
}
