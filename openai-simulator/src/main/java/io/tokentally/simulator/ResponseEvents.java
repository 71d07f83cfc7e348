package io.tokentally.simulator;

import java.io.IOException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends a response as events.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses-streaming">Streaming events</a>
 */
final class ResponseEvents {

    private final EventStream stream;
    private final ResponseJson response;
    private int sequence;

    ResponseEvents(EventStream stream, ResponseJson response) {
        this.stream = stream;
        this.response = response;
    }

    void send() throws IOException {
        emit("response.created", Json.object().set("response", response.begun()));
        emit("response.in_progress", Json.object().set("response", response.begun()));
        if (!response.status().equals("failed")) {
            List<ObjectNode> items = response.output();
            for (int i = 0; i < items.size(); i++) {
                item(i, items.get(i));
            }
        }
        emit("response." + response.status(), Json.object().set("response", response.ended()));
    }

    private void item(int index, ObjectNode item) throws IOException {
        String id = item.path("id").stringValue();
        ObjectNode opened = item.deepCopy();
        if (opened.has("status")) {
            opened.put("status", "in_progress");
        }
        String type = item.path("type").stringValue();
        switch (type) {
            case "message" -> {
                added(index, opened.set("content", Json.array()));
                text(at(id, index).put("content_index", 0), item.path("content").path(0));
            }
            case "function_call" -> {
                added(index, opened.put("arguments", ""));
                arguments(at(id, index), item);
            }
            case "web_search_call" -> {
                added(index, opened);
                for (String step : List.of("in_progress", "searching", "completed")) {
                    emit("response.web_search_call." + step, at(id, index));
                }
            }
            default -> added(index, opened);
        }
        emit(
                "response.output_item.done",
                Json.object().put("output_index", index).set("item", item));
    }

    private void added(int index, ObjectNode item) throws IOException {
        emit(
                "response.output_item.added",
                Json.object().put("output_index", index).set("item", item));
    }

    private void text(ObjectNode place, JsonNode part) throws IOException {
        emit("response.content_part.added", place.deepCopy().set("part", ResponseJson.textPart("")));
        String text = part.path("text").stringValue();
        for (String piece : Chunks.of(text)) {
            stream.pause();
            emit(
                    "response.output_text.delta",
                    place.deepCopy().put("delta", piece).set("logprobs", Json.array()));
        }
        emit("response.output_text.done", place.deepCopy().put("text", text).set("logprobs", Json.array()));
        emit("response.content_part.done", place.deepCopy().set("part", part));
    }

    private void arguments(ObjectNode place, JsonNode item) throws IOException {
        String arguments = item.path("arguments").stringValue();
        for (String piece : Chunks.of(arguments)) {
            stream.pause();
            emit("response.function_call_arguments.delta", place.deepCopy().put("delta", piece));
        }
        emit(
                "response.function_call_arguments.done",
                place.deepCopy().put("name", item.path("name").stringValue()).put("arguments", arguments));
    }

    private static ObjectNode at(String itemId, int index) {
        return Json.object().put("item_id", itemId).put("output_index", index);
    }

    private void emit(String type, ObjectNode data) throws IOException {
        stream.send(type, data.put("type", type).put("sequence_number", sequence++));
    }
}
