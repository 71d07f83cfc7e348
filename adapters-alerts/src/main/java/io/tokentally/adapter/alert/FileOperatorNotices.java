package io.tokentally.adapter.alert;

import io.tokentally.application.port.out.alert.OperatorNotices;
import io.tokentally.domain.alert.AlertEventId;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.OperatorNotice;
import io.tokentally.domain.alert.OperatorReceiver;
import io.tokentally.domain.alert.OperatorTrouble;
import io.tokentally.domain.alert.OperatorWatch;
import io.tokentally.domain.alert.OperatorWatch.Lasting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A file of JSON, which another one takes the place of in one step: after a crash there is the one or the other, whole. */
final class FileOperatorNotices implements OperatorNotices {

    private static final System.Logger LOG = System.getLogger(FileOperatorNotices.class.getName());
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    FileOperatorNotices(Path file) {
        this.file = file;
    }

    @Override
    public OperatorWatch load() {
        try {
            return watch(JSON.readTree(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return OperatorWatch.NONE;
        } catch (IOException | JacksonException | IllegalArgumentException | DateTimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "What the operator is to be told cannot be read from %s: what lasts is told once more"
                            .formatted(file),
                    e);
            return OperatorWatch.NONE;
        }
    }

    @Override
    public void save(OperatorWatch watch) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(
                    next,
                    JSON.writeValueAsBytes(json(watch)),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> json(OperatorWatch watch) {
        Map<String, Object> lasting = new LinkedHashMap<>();
        new TreeMap<>(watch.lasting()).forEach((trouble, each) -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("since", each.since().toString());
            fields.put("toldAt", each.toldAt().toString());
            fields.put("round", each.round());
            if (each.calmSince() != null) {
                fields.put("calmSince", each.calmSince().toString());
            }
            lasting.put(trouble.name(), fields);
        });
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("lasting", lasting);
        all.put(
                "pending",
                watch.pending().stream().map(FileOperatorNotices::json).toList());
        return all;
    }

    private static Map<String, Object> json(OperatorNotice notice) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", notice.id().toString());
        fields.put("trouble", notice.trouble().name());
        fields.put("state", notice.state().code());
        fields.put("at", notice.at().toString());
        fields.put("round", notice.round());
        fields.put("figures", notice.figures());
        fields.put("receiver", notice.receiver().name());
        fields.put("attempts", notice.attempts());
        fields.put("nextAttempt", notice.nextAttempt().toString());
        return fields;
    }

    private static OperatorWatch watch(JsonNode json) {
        Map<OperatorTrouble, Lasting> lasting = new EnumMap<>(OperatorTrouble.class);
        json.required("lasting")
                .properties()
                .forEach(each -> lasting.put(OperatorTrouble.valueOf(each.getKey()), lasting(each.getValue())));
        List<OperatorNotice> pending = new ArrayList<>();
        json.required("pending").forEach(each -> pending.add(notice(each)));
        return new OperatorWatch(lasting, pending);
    }

    private static Lasting lasting(JsonNode json) {
        return new Lasting(
                instant(json.required("since")),
                instant(json.required("toldAt")),
                json.required("round").intValue(),
                optionalInstant(json.get("calmSince")));
    }

    private static OperatorNotice notice(JsonNode json) {
        SortedMap<String, String> figures = new TreeMap<>();
        json.required("figures")
                .properties()
                .forEach(each -> figures.put(each.getKey(), each.getValue().stringValue()));
        return new OperatorNotice(
                new AlertEventId(UUID.fromString(json.required("id").stringValue())),
                OperatorTrouble.valueOf(json.required("trouble").stringValue()),
                AlertState.of(json.required("state").stringValue()),
                instant(json.required("at")),
                json.required("round").intValue(),
                figures,
                OperatorReceiver.valueOf(json.required("receiver").stringValue()),
                json.required("attempts").intValue(),
                instant(json.required("nextAttempt")));
    }

    private static Instant instant(JsonNode json) {
        return Instant.parse(json.stringValue());
    }

    private static @Nullable Instant optionalInstant(@Nullable JsonNode json) {
        return json == null ? null : instant(json);
    }
}
