package io.tokentally.adapter.pricefile;

import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.text.Excerpt;
import io.tokentally.domain.text.ParsesOutsideInput;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON file of prices, from whoever sends one: of bounded size, depth and length of names, texts and numbers, without a
 * field that stands twice, and with every value's line kept.
 */
@ParsesOutsideInput
record JsonFile(String name, InputStream content) {

    /** The largest public price map has about 2 MB. */
    static final int MAX_BYTES = 20 * 1024 * 1024;

    private static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER_LENGTH = 100;
    private static final int MAX_TEXT_LENGTH = 100_000;
    private static final int MAX_NAME_LENGTH = 1_000;
    private static final int MAX_SHOWN = 80;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(MAX_BYTES)
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxStringLength(MAX_TEXT_LENGTH)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * Reads the file and makes something of it.
     *
     * @throws PriceRefusedException with the file's name, the line and the reason, if there is anything wrong
     */
    <T> T read(Function<JsonLine, T> reader) {
        try {
            return reader.apply(parse());
        } catch (IOException | JacksonIOException e) {
            throw new PriceRefusedException("The price file %s cannot be read: %s".formatted(name, e), e);
        } catch (JacksonException e) {
            String reason = e instanceof UnexpectedEndOfInputException
                    ? "it ends before its JSON does. Was all of it written?"
                    : "it is not JSON that is taken: " + e.getOriginalMessage();
            TokenStreamLocation location = e.getLocation();
            throw refused(location == null ? reason : "line %d: %s".formatted(location.getLineNr(), reason), e);
        } catch (PriceFileFormatException e) {
            throw refused(String.valueOf(e.getMessage()), e);
        }
    }

    /** A text of a file as it may stand in a message: not too long, and on one line. */
    static String shown(String text) {
        return Excerpt.of(text.replaceAll("\\p{Cntrl}", "?"), MAX_SHOWN);
    }

    private PriceRefusedException refused(String reason, Exception cause) {
        return new PriceRefusedException("The price file %s cannot be used: %s".formatted(name, reason), cause);
    }

    private JsonLine parse() throws IOException {
        byte[] bytes = content.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new PriceFileFormatException("it has more than %d MB".formatted(MAX_BYTES / 1024 / 1024));
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new PriceFileFormatException("it is empty");
            }
            JsonLine root = value(parser, first);
            if (parser.nextToken() != null) {
                throw new PriceFileFormatException(line(parser), "something follows the end of the JSON");
            }
            return root;
        }
    }

    private static JsonLine value(JsonParser parser, JsonToken token) {
        int line = line(parser);
        return switch (token) {
            case START_OBJECT -> new JsonLine(line, object(parser));
            case START_ARRAY -> new JsonLine(line, list(parser));
            case VALUE_STRING -> new JsonLine(line, parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonLine(line, number(parser));
            case VALUE_TRUE -> new JsonLine(line, true);
            case VALUE_FALSE -> new JsonLine(line, false);
            default -> new JsonLine(line, null);
        };
    }

    private static BigDecimal number(JsonParser parser) {
        try {
            return parser.getDecimalValue();
        } catch (NumberFormatException e) {
            throw new PriceFileFormatException(line(parser), "a number is greater or smaller than any can be");
        }
    }

    private static Map<String, JsonLine> object(JsonParser parser) {
        Map<String, JsonLine> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            fields.put(field, value(parser, parser.nextToken()));
        }
        return Collections.unmodifiableMap(fields);
    }

    private static List<JsonLine> list(JsonParser parser) {
        List<JsonLine> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(parser, token));
        }
        return Collections.unmodifiableList(elements);
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
