package io.tokentally.adapter.openai.usage;

import io.tokentally.domain.key.AccountOperation;
import io.tokentally.domain.key.AccountOperation.Answers;
import io.tokentally.domain.key.NamedInBody;
import io.tokentally.domain.key.OperationGroup;
import io.tokentally.provider.MadeReader;
import io.tokentally.provider.wire.AccountPath;
import io.tokentally.provider.wire.MadeIds;
import io.tokentally.provider.wire.NamedReader;
import io.tokentally.provider.wire.ReferenceNames;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What requests do in an account of OpenAI's, and how they name what is in it. Paths that are not told here are unknown, those
 * among them that would let a caller go past the gateway, as the secrets of realtime sessions would.
 *
 * @see <a href="https://github.com/openai/openai-openapi">OpenAI's API description</a>
 */
final class OpenAiAccount {

    private static final Set<String> CALLS_MODEL = Set.of(
            "chat/completions",
            "completions",
            "responses",
            "responses/compact",
            "responses/input_tokens",
            "embeddings",
            "images/generations",
            "images/edits",
            "images/variations",
            "audio/speech",
            "audio/transcriptions",
            "audio/translations");

    /** Their answers hold what can be named later: responses and their items, and what was spoken in a chat. */
    private static final Set<String> KEEPS = Set.of("responses", "chat/completions");

    private static final Set<String> COLLECTIONS = Set.of(
            "responses",
            "conversations",
            "files",
            "uploads",
            "batches",
            "vector_stores",
            "containers",
            "assistants",
            "threads",
            "videos");

    /** What they are made with names the model that they will call, or should. */
    private static final Set<String> MADE_WITH_MODEL = Set.of("batches", "assistants", "videos");

    /** Their answers tell of what belongs to whoever made them. */
    private static final Set<String> FETCHED = Set.of("responses", "batches");

    private static final Set<String> ADMINISTRATION =
            Set.of("organization", "organizations", "projects", "fine_tuning", "fine-tunes");

    /** The beginnings that are known, and the long numbers that items have, of whichever kind they are. */
    private static final Pattern ID = Pattern.compile("[a-z]{1,20}_[0-9a-f]{40,100}|(?:file-"
            + "|(?:batch|resp|conv|vs|vsf|vsfb|cntr|cfile|upload|part|msg|rs|fc|ctc|ig|ci|ws|fs|cu|mcp|mcpl|mcpr|lsh|sh|apc"
            + "|run|step|asst|thread|video|pmpt|skill|evalrun|eval|voice)_"
            + "|chatcmpl-|ftjob-|proj_|org-)[A-Za-z0-9_-]{10,180}");

    private static final ReferenceNames NAMES = new ReferenceNames(
            Set.of(
                    "previous_response_id",
                    "response_id",
                    "conversation",
                    "conversation_id",
                    "input_file_id",
                    "file",
                    "file_id",
                    "file_ids",
                    "audio",
                    "vector_store_id",
                    "vector_store_ids",
                    "container",
                    "container_id",
                    "upload_id",
                    "part_ids",
                    "assistant_id",
                    "thread_id",
                    "run_id",
                    "message_id",
                    "item_id",
                    "video_id",
                    "training_file",
                    "validation_file"),
            ID,
            Set.of(
                    "metadata",
                    "attributes",
                    "parameters",
                    "schema",
                    "filters",
                    "headers",
                    "allowed_tools",
                    "logit_bias"),
            Set.of(
                    "type",
                    "role",
                    "object",
                    "status",
                    "purpose",
                    "name",
                    "format",
                    "include",
                    "order",
                    "detail",
                    "content",
                    "text",
                    "input",
                    "output",
                    "instructions",
                    "prompt",
                    "arguments",
                    "description",
                    "query",
                    "stop",
                    "user",
                    "safety_identifier",
                    "prompt_cache_key",
                    "call_id",
                    "data",
                    "file_data",
                    "filename",
                    "image_url",
                    "url",
                    "encrypted_content",
                    "refusal",
                    "suffix",
                    "title"));

    private OpenAiAccount() {}

    static AccountOperation operation(String method, String path, String query) {
        AccountPath asked = AccountPath.of(method, path, query);
        if (asked.begins("models")) {
            // A model's name may hold a slash; what it is decoded to is still a model's name.
            OperationGroup group = asked.looks() ? OperationGroup.MODELS : OperationGroup.ADMINISTRATION;
            return asked.operation(group, Set.of(), Set.of(), false, Answers.NOTHING_NEW, ID);
        }
        if (asked.segments().isEmpty() || asked.isAmbiguous()) {
            return AccountOperation.UNKNOWN;
        }
        String rest = String.join("/", asked.segments());
        if (method.equals("POST") && CALLS_MODEL.contains(rest)) {
            Answers answers = KEEPS.contains(rest) ? Answers.OF_THE_CALLER : Answers.NOTHING_NEW;
            return asked.operation(OperationGroup.MODELS, Set.of(), Set.of(), true, answers, ID);
        }
        if (asked.is("POST", "moderations")) {
            return asked.operation(OperationGroup.MODELS, Set.of(), Set.of(), false, Answers.NOTHING_NEW, ID);
        }
        String first = asked.segments().getFirst();
        if (ADMINISTRATION.contains(first)) {
            return asked.operation(OperationGroup.ADMINISTRATION, Set.of(), Set.of(), false, Answers.NOTHING_NEW, ID);
        }
        if (rest.startsWith("chat/completions/") || rest.equals("chat/completions")) {
            return asked.inCollection(2, true, false, ID);
        }
        return COLLECTIONS.contains(first) ? inCollection(asked, first, rest) : AccountOperation.UNKNOWN;
    }

    private static AccountOperation inCollection(AccountPath asked, String first, String rest) {
        if (rest.equals("threads/runs")) {
            return asked.is("POST", rest)
                    ? asked.operation(OperationGroup.RESOURCES, Set.of(), Set.of(), true, Answers.OF_THE_CALLER, ID)
                    : AccountOperation.UNKNOWN;
        }
        AccountOperation operation =
                asked.inCollection(1, MADE_WITH_MODEL.contains(first), FETCHED.contains(first), ID);
        boolean runs = asked.method().equals("POST") && (rest.endsWith("/runs") || rest.endsWith("/remix"));
        return new AccountOperation(
                operation.group(),
                operation.ids(),
                operation.withinIds(),
                operation.callsModel() || runs,
                asked.is("POST", "files") || (first.equals("uploads") && rest.endsWith("/parts")),
                operation.answers());
    }

    /** A project and an organization of the account. */
    static List<String> headers() {
        return List.of("openai-organization", "openai-project");
    }

    static NamedInBody namedIn(@Nullable String contentType, byte[] body) {
        return contentType != null && MultipartForm.isOne(contentType)
                ? FormNames.read(NAMES, contentType, body)
                : NamedReader.read(NAMES, contentType, body);
    }

    /** Whatever is made by a request that names no model is told of as one object, or as a list of them. */
    static Optional<MadeReader> madeBy(String method, String path) {
        return operation(method, path, "").answers() == Answers.OF_THE_CALLER
                ? Optional.of(new MadeIds())
                : Optional.empty();
    }
}
