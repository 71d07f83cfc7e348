package io.tokentally.provider.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.tokentally.domain.key.NamedInBody;
import io.tokentally.domain.text.ParsesOutsideInput;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a body of JSON names of models and of what is in the account. A body that another parser might take for something
 * else is not readable: a name twice in one object, something behind the object, a character set or an encoding besides UTF-8.
 */
@ParsesOutsideInput
public final class NamedReader {

    private static final int MAX_IDS = 1_000;
    private static final int LONGEST_ID = 200;
    private static final int LONGEST_MODEL = 500;
    private static final String MODEL = "model";

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final ReferenceNames names;
    private final Set<String> ids = new HashSet<>();
    private final Set<String> models = new HashSet<>();
    private boolean namesModel;

    private NamedReader(ReferenceNames names) {
        this.names = names;
    }

    /** @param contentType as the request's header says; absent for JSON */
    public static NamedInBody read(ReferenceNames names, @Nullable String contentType, byte[] body) {
        if (body.length == 0) {
            return NamedInBody.NOTHING;
        }
        return isPlainJson(contentType) && isUtf8(body) ? new NamedReader(names).read(body) : NamedInBody.UNREADABLE;
    }

    private static boolean isPlainJson(@Nullable String contentType) {
        String type = Objects.requireNonNullElse(contentType, "application/json")
                .replace(" ", "")
                .replace("\"", "")
                .toLowerCase(Locale.ROOT);
        return type.equals("application/json") || type.equals("application/json;charset=utf-8");
    }

    /** JSON in UTF-16 or UTF-32 begins with a zero, or has one as its second byte, or begins with a mark. */
    private static boolean isUtf8(byte[] body) {
        return body[0] > 0 && (body.length == 1 || body[1] != 0);
    }

    private NamedInBody read(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return NamedInBody.UNREADABLE;
            }
            object(parser, 0, false);
            boolean alone = parser.nextToken() == null;
            return alone && ids.size() <= MAX_IDS
                    ? new NamedInBody(true, models, namesModel, ids)
                    : NamedInBody.UNREADABLE;
        } catch (IOException | RuntimeException e) {
            return NamedInBody.UNREADABLE;
        }
    }

    /** @param referred whether the object stands where an identifier would, and so has it as its {@code id} */
    private void object(JsonParser parser, int depth, boolean referred) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (names.passedOver().contains(name)) {
                passOver(parser);
            } else {
                value(parser, name, depth + 1, names.members().contains(name) || (referred && name.equals("id")));
            }
        }
    }

    private void value(JsonParser parser, String name, int depth, boolean referred) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, depth, referred);
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    value(parser, name, depth + 1, referred);
                }
            }
            case VALUE_STRING -> text(parser, name, depth, referred);
            default -> {}
        }
    }

    private void text(JsonParser parser, String name, int depth, boolean referred) throws IOException {
        int length = parser.getTextLength();
        if (name.equals(MODEL) && !referred) {
            models.add(length > LONGEST_MODEL ? "" : parser.getText());
            namesModel |= depth == 1;
        } else if (referred) {
            ids.add(length > LONGEST_ID ? parser.getText().substring(0, LONGEST_ID + 1) : parser.getText());
        } else if (length <= LONGEST_ID && !names.texts().contains(name) && names.isShaped(parser.getText())) {
            ids.add(parser.getText());
        }
    }

    /** Reads on to the end of a value, so that names that stand twice are seen in there too. */
    private static void passOver(JsonParser parser) throws IOException {
        int open = 0;
        JsonToken token = parser.currentToken();
        while (true) {
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (open == 0) {
                return;
            }
            token = Objects.requireNonNull(parser.nextToken());
        }
    }
}
