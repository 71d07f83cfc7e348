package io.tokentally.adapter.usagefile;

import io.tokentally.domain.metering.UsageUnit;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A column of the export of calls as CSV, by its header, and what of a call's JSON it holds.
 *
 * @param filling puts a cell that is not empty into the call
 */
record CsvColumn(String header, BiConsumer<ObjectNode, String> filling) {

    /** Before the name of a unit. */
    static final String QUANTITY = "Quantity: ";

    private static final String ATTEMPT = "Attempt";
    private static final String ATTEMPT_OF = "Attempt Of";
    private static final String INPUT_BAND = "Input Band";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

    /** What begins behind a semicolon that no backslash takes the meaning of. */
    private static final Pattern TEXT = Pattern.compile("((?:\\\\.|[^\\\\;=])*+)=((?:\\\\.|[^\\\\;=])*+)(?:;|$)");

    private static final Map<String, CsvColumn> BY_HEADER = new LinkedHashMap<>();

    static {
        add("Date", (call, cell) -> call.put("createdAt", instant(cell)));
        addText("User ID", "userId");
        addText("Endpoint", "endpoint");
        addText("Model", "model");
        addNumber("Input Tokens", "inputTokens");
        addNumber("Output Tokens", "outputTokens");
        addNumber("Total Tokens", "totalTokens");
        addText("Total Cost (USD)", "cost");
        addTruth("Success", "success");
        addNumber("Response Time (ms)", "responseTimeMs");
        addText("Cost Status", "costStatus");
        addText("Unpriced Reason", "unpricedReason");
        addText("Attribution", "attribution");
        addText("Provider", "provider");
        addText("Operation", "operation");
        addText("Model Served", "servedModel");
        addText("Service Tier", "serviceTier");
        addText("Region", "region");
        addText("Usage", "usage");
        for (UsageUnit unit : UsageUnit.values()) {
            String word = unit.name().toLowerCase(Locale.ROOT);
            String header = QUANTITY + word;
            add(header, (call, cell) -> call.withObject("quantities").put(word, number(header, cell)));
        }
        addForPeople("Usage Parts");
        addForPeople("Cost Lines");
        addText("Price Version", "priceVersion");
        addText("Virtual Key ID", "virtualKeyId");
        addTexts("Tags", "tags");
        add("Failure", (call, cell) -> call.withObject("error").put("kind", cell));
        add("HTTP Status", (call, cell) -> call.withObject("error").put("httpStatus", number("HTTP Status", cell)));
        add("Error Type", (call, cell) -> call.withObject("error").put("type", cell));
        add("Error Code", (call, cell) -> call.withObject("error").put("code", cell));
        addText("Record ID", "id");
        addNumber("Time to First Token (ms)", "timeToFirstTokenMs");
        addText("Provider Request ID", "providerRequestId");
        addTexts("Client IDs", "clientIds");
        addNumber(ATTEMPT, "attempt");
        addText(ATTEMPT_OF, "attemptOf");
        addText(INPUT_BAND, "inputBand");
        addForPeople("Model Shut Down");
        addTruth("Free of Charge", "freeOfCharge");
        addJson("Usage Parts (JSON)", "usageParts");
        addJson("Cost Lines (JSON)", "costLines");
        // Behind all texts, in whose place these stand.
        add("Texts as Recorded (JSON)", (call, cell) -> call.setAll((ObjectNode) object(cell)));
    }

    static final Set<String> HEADERS = BY_HEADER.keySet();

    /** What exports of earlier versions do not have: of each set none, or all. */
    static final List<Set<String>> ADDED_LATER = List.of(Set.of(ATTEMPT, ATTEMPT_OF), Set.of(INPUT_BAND));

    static @Nullable CsvColumn of(String header) {
        return BY_HEADER.get(header);
    }

    /** @throws RowRefusedException if the cell cannot be what the column holds */
    void fill(ObjectNode call, String cell) {
        try {
            filling.accept(call, cell);
        } catch (JacksonException e) {
            throw new RowRefusedException(
                    "%s has no place beside what another column says: '%s'".formatted(header, Fields.shortened(cell)));
        }
    }

    private static void add(String header, BiConsumer<ObjectNode, String> filling) {
        BY_HEADER.put(header, new CsvColumn(header, filling));
    }

    private static void addText(String header, String field) {
        add(header, (call, cell) -> call.put(field, cell));
    }

    private static void addNumber(String header, String field) {
        add(header, (call, cell) -> call.put(field, number(header, cell)));
    }

    private static void addTruth(String header, String field) {
        add(header, (call, cell) -> {
            if (!cell.equals("true") && !cell.equals("false")) {
                throw new RowRefusedException("%s must be true or false".formatted(header));
            }
            call.put(field, cell.equals("true"));
        });
    }

    private static void addTexts(String header, String field) {
        add(header, (call, cell) -> {
            ObjectNode texts = call.putObject(field);
            Matcher text = TEXT.matcher(cell);
            int end = 0;
            while (end < cell.length() && text.find(end) && text.start() == end) {
                texts.put(unescaped(text.group(1)), unescaped(text.group(2)));
                end = text.end();
            }
            if (end < cell.length()) {
                throw new RowRefusedException("%s must be like name=value;name=value".formatted(header));
            }
        });
    }

    private static void addJson(String header, String field) {
        add(header, (call, cell) -> call.set(field, json(header, cell)));
    }

    /** What another column tells in full. */
    private static void addForPeople(String header) {
        add(header, (call, cell) -> {});
    }

    private static JsonNode object(String cell) {
        String header = "Texts as Recorded (JSON)";
        JsonNode json = json(header, cell);
        if (!json.isObject()) {
            throw new RowRefusedException("%s must be an object".formatted(header));
        }
        return json;
    }

    private static JsonNode json(String header, String cell) {
        try {
            return JSON.readTree(cell);
        } catch (JacksonException e) {
            throw new RowRefusedException("%s is no JSON: %s".formatted(header, e.getOriginalMessage()));
        }
    }

    private static String instant(String cell) {
        try {
            return OffsetDateTime.parse(cell).toInstant().toString();
        } catch (DateTimeException e) {
            throw new RowRefusedException(
                    "Date is no time such as 2026-10-15T12:00:00.000Z: a spreadsheet may have changed it");
        }
    }

    private static long number(String header, String cell) {
        if (!WHOLE_NUMBER.matcher(cell).matches()) {
            throw new RowRefusedException("%s must be a whole number".formatted(header));
        }
        return Long.parseLong(cell);
    }

    private static String unescaped(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }
}
