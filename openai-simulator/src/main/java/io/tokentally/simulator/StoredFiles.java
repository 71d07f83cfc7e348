package io.tokentally.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The files of the one account that the simulator has: whoever asks sees them all, as at OpenAI. The oldest go when there are too
 * many.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/files">Files</a>
 */
final class StoredFiles {

    static final int MOST = 100;

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile("\\bname=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("\\bfilename=\"([^\"]*)\"");

    private final Clock clock;
    private final Map<String, Stored> files = new LinkedHashMap<>();

    /** @param content one character for each byte */
    private record Stored(ObjectNode described, String content) {}

    StoredFiles(Clock clock) {
        this.clock = clock;
    }

    /** @param form as {@code multipart/form-data}, with the parts {@code purpose} and {@code file} */
    synchronized ObjectNode add(@Nullable String contentType, byte[] form) {
        Map<String, String> parts = new LinkedHashMap<>();
        String fileName = "file";
        // One character for each byte, so that what a file holds comes out as it went in.
        for (String part : new String(form, StandardCharsets.ISO_8859_1).split(delimiter(contentType), -1)) {
            int blank = part.indexOf("\r\n\r\n");
            Matcher name = NAME.matcher(blank < 0 ? "" : part.substring(0, blank));
            if (name.find()) {
                parts.put(name.group(1), part.substring(blank + 4, part.length() - 2));
                Matcher ofFile = FILE_NAME.matcher(part.substring(0, blank));
                fileName = ofFile.find() ? ofFile.group(1) : fileName;
            }
        }
        String content = parts.get("file");
        if (content == null) {
            throw ApiException.missing("file");
        }
        if (!parts.containsKey("purpose")) {
            throw ApiException.missing("purpose");
        }
        return store(fileName, Objects.requireNonNull(parts.get("purpose")), content);
    }

    private static String delimiter(@Nullable String contentType) {
        Matcher boundary = BOUNDARY.matcher(contentType == null ? "" : contentType);
        if (!boundary.find()) {
            throw ApiException.invalid(null, null, "A file is sent as multipart/form-data.");
        }
        return Pattern.quote("--" + boundary.group(1));
    }

    private ObjectNode store(String fileName, String purpose, String content) {
        ObjectNode described = Json.object()
                .put("id", Ids.next("file-"))
                .put("object", "file")
                .put("bytes", content.length())
                .put("created_at", clock.instant().getEpochSecond())
                .put("filename", fileName)
                .put("purpose", purpose)
                .put("status", "processed");
        if (files.size() == MOST) {
            files.remove(files.keySet().iterator().next());
        }
        files.put(described.get("id").asString(), new Stored(described, content));
        return described;
    }

    synchronized ObjectNode list() {
        ArrayNode data = Json.array();
        files.values().forEach(file -> data.add(file.described()));
        return Json.object().put("object", "list").put("has_more", false).set("data", data);
    }

    synchronized ObjectNode describe(String id) {
        return known(id).described();
    }

    synchronized byte[] content(String id) {
        return known(id).content().getBytes(StandardCharsets.ISO_8859_1);
    }

    synchronized ObjectNode remove(String id) {
        known(id);
        files.remove(id);
        return Json.object().put("id", id).put("object", "file").put("deleted", true);
    }

    private Stored known(String id) {
        Stored file = files.get(id);
        if (file == null) {
            throw ApiException.invalid(404, "id", null, "No such File object: " + id);
        }
        return file;
    }
}
