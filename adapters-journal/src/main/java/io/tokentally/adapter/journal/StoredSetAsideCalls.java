package io.tokentally.adapter.journal;

import io.tokentally.application.port.out.person.SetAsideCalls;
import io.tokentally.codec.RecordCodec;
import io.tokentally.codec.UnreadableRecordException;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.person.SetAsideErasure;
import io.tokentally.domain.usage.UsageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a journal's file holds of calls that the ledger never took. It is changed beside the application: whoever writes to it has their
 * turn.
 */
final class StoredSetAsideCalls implements SetAsideCalls {

    /** A larger file would take so long to be made anew that calls wait for it. */
    private static final long MOST_BYTES = 256L * 1024 * 1024;

    private final Path folder;

    StoredSetAsideCalls(Path folder) {
        this.folder = folder;
    }

    @Override
    public SetAsideErasure erase(Set<String> ids, Set<String> names, UserId knownAs) {
        Path file = folder.resolve(JournalFolder.FILE);
        if (!Files.exists(file)) {
            return SetAsideErasure.NONE;
        }
        Person person = new Person(inLowerCase(ids), inLowerCase(names), knownAs);
        try (Connection connection = Store.connect(file)) {
            int[] counts = hasRefused(connection) ? erase(connection, person) : new int[2];
            List<String> unread = damagedFiles();
            if (Files.size(file) <= MOST_BYTES) {
                makeAnew(connection);
            } else {
                unread.addFirst(file.toString());
            }
            return new SetAsideErasure(counts[0], counts[1], unread);
        } catch (SQLException e) {
            throw new IllegalStateException("The journal's file %s cannot be changed".formatted(file), e);
        } catch (IOException e) {
            throw new UncheckedIOException("The journal's folder %s cannot be read".formatted(folder), e);
        }
    }

    /** What was removed, now or when it was posted, lies in the file until something else is written over it. */
    private static void makeAnew(Connection connection) throws SQLException {
        Store.execute(connection, "VACUUM");
        Store.execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static boolean hasRefused(Connection connection) throws SQLException {
        return Store.number(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'refused'") > 0;
    }

    private static int[] erase(Connection connection, Person person) throws SQLException {
        int[] counts = new int[2];
        Store.execute(connection, "BEGIN IMMEDIATE");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT rowid, record FROM refused ORDER BY rowid");
                PreparedStatement rename =
                        connection.prepareStatement("UPDATE OR REPLACE refused SET record = ? WHERE rowid = ?");
                PreparedStatement remove = connection.prepareStatement("DELETE FROM refused WHERE rowid = ?")) {
            while (rows.next()) {
                long row = rows.getLong(1);
                byte[] bytes = rows.getBytes(2);
                try {
                    UsageRecord call = RecordCodec.read(bytes);
                    if (person.made(call)) {
                        rename.setBytes(1, RecordCodec.write(person.erasedFrom(call)));
                        rename.setLong(2, row);
                        counts[0] += rename.executeUpdate();
                    }
                } catch (UnreadableRecordException e) {
                    if (person.isNamedIn(bytes)) {
                        remove.setLong(1, row);
                        counts[1] += remove.executeUpdate();
                    }
                }
            }
        }
        Store.execute(connection, "COMMIT");
        return counts;
    }

    private List<String> damagedFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains(JournalFolder.DAMAGED))
                    .map(Path::toString)
                    .sorted()
                    .collect(Collectors.toCollection(ArrayList::new));
        }
    }

    private static Set<String> inLowerCase(Set<String> texts) {
        return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whom it is about.
     *
     * @param ids in lower case, as names are
     */
    private record Person(Set<String> ids, Set<String> names, UserId knownAs) {

        boolean made(UsageRecord call) {
            return ids.contains(call.call().attribution().userId().value().toLowerCase(Locale.ROOT));
        }

        boolean isNamedIn(byte[] bytes) {
            String text = new String(bytes, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
            return Stream.concat(ids.stream(), names.stream()).anyMatch(text::contains);
        }

        UsageRecord erasedFrom(UsageRecord stored) {
            MeteredCall call = stored.call();
            Attribution own = call.attribution();
            return new UsageRecord(
                    stored.id(),
                    new MeteredCall(
                            call.startedAt(),
                            new Attribution(
                                    own.organizationId(),
                                    knownAs,
                                    own.endpoint(),
                                    own.source(),
                                    Tags.NONE,
                                    own.keyId()),
                            call.operation(),
                            call.provider(),
                            call.requestedModel(),
                            call.servedModel(),
                            call.serviceTier(),
                            call.region(),
                            call.reading(),
                            call.timing(),
                            call.outcome(),
                            call.billedOnce(),
                            call.made(),
                            call.isFree(),
                            new CallTrace(Map.of(), call.trace().providerRequestId())),
                    stored.cost());
        }
    }
}
