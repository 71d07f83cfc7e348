package io.tokentally.adapter.rest;

import static io.tokentally.adapter.rest.InvalidParameterException.quote;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON object that a request brings, read field by field, so that each field that means nothing is named. */
final class JsonBody {

    private static final int MAX_BYTES = 65_536;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private final JsonNode object;

    private JsonBody(JsonNode object) {
        this.object = object;
    }

    /**
     * Reads the body whole.
     *
     * @param known the fields that it may have
     * @throws UnreadableBodyException if it is too large or no JSON object
     * @throws InvalidParameterException if it has a field that is not known
     */
    static JsonBody read(InputStream body, Collection<String> known) throws IOException {
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new UnreadableBodyException(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "The body has more than %d bytes. Send only the fields that /v3/api-docs describes."
                            .formatted(MAX_BYTES));
        }
        JsonNode object = parse(bytes);
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                throw new InvalidParameterException(
                        name.length() > 40 ? "body" : name,
                        "%s is no field of this body. The fields are %s."
                                .formatted(quote(name), String.join(", ", known)));
            }
        }
        return new JsonBody(object);
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            JsonNode node = MAPPER.readTree(bytes);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw new UnreadableBodyException(
                    HttpStatus.BAD_REQUEST,
                    "The body is no JSON from line %d, column %d on. Send a JSON object."
                            .formatted(
                                    e.getLocation() == null
                                            ? 1
                                            : e.getLocation().getLineNr(),
                                    e.getLocation() == null
                                            ? 1
                                            : e.getLocation().getColumnNr()));
        }
        throw new UnreadableBodyException(HttpStatus.BAD_REQUEST, "The body is no JSON object. Send one, in braces.");
    }

    /** What the domain makes of a field that must be there. */
    <T> T required(String name, Function<String, T> domain) {
        T value = optional(name, domain);
        if (value == null) {
            throw new InvalidParameterException(name, name + " is missing. Give it as a string.");
        }
        return value;
    }

    /** What the domain makes of a field, or nothing where it is absent or null. */
    <T> @Nullable T optional(String name, Function<String, T> domain) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw new InvalidParameterException(name, name + " must be a string. Put it in quotation marks.");
        }
        return InvalidParameterException.refusedBy(
                name, "Compare it with /v3/api-docs.", () -> domain.apply(value.asString()));
    }

    /** A whole number, or nothing where it is absent or null. */
    @Nullable
    Integer optionalInteger(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new InvalidParameterException(
                    name, name + " must be a whole number, not in quotation marks. Leave it out for none.");
        }
        return value.asInt();
    }

    JsonNode node(String name) {
        return object.path(name);
    }
}
