package io.tokentally.adapter.anthropic;

import io.tokentally.domain.key.AccountOperation;
import io.tokentally.domain.key.AccountOperation.Answers;
import io.tokentally.domain.key.NamedInBody;
import io.tokentally.domain.key.OperationGroup;
import io.tokentally.provider.MadeReader;
import io.tokentally.provider.wire.AccountPath;
import io.tokentally.provider.wire.MadeIds;
import io.tokentally.provider.wire.NamedReader;
import io.tokentally.provider.wire.ReferenceNames;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What requests do in an account of Anthropic's, and how they name what is in it.
 *
 * @see <a href="https://docs.anthropic.com/en/api/overview">Anthropic: API overview</a>
 */
final class AnthropicAccount {

    private static final Set<String> CALLS_MODEL = Set.of("messages", "messages/count_tokens", "complete");

    private static final Pattern ID = Pattern.compile("(?:file|msgbatch|container|skill)_[A-Za-z0-9_-]{10,180}");

    private static final ReferenceNames NAMES = new ReferenceNames(
            Set.of("file_id", "file_ids", "container", "message_batch_id"),
            ID,
            Set.of("metadata", "input", "input_schema"),
            Set.of(
                    "type",
                    "role",
                    "name",
                    "content",
                    "text",
                    "system",
                    "thinking",
                    "signature",
                    "data",
                    "description",
                    "title",
                    "url",
                    "custom_id",
                    "stop_sequences",
                    "tool_use_id",
                    "media_type",
                    "context"));

    private AnthropicAccount() {}

    static AccountOperation operation(String method, String path, String query) {
        AccountPath asked = AccountPath.of(method, path, query);
        if (asked.begins("models")) {
            return asked.looks() ? of(asked, OperationGroup.MODELS, false) : AccountOperation.UNKNOWN;
        }
        if (asked.segments().isEmpty() || asked.isAmbiguous()) {
            return AccountOperation.UNKNOWN;
        }
        String rest = String.join("/", asked.segments());
        if (method.equals("POST") && CALLS_MODEL.contains(rest)) {
            return of(asked, OperationGroup.MODELS, true);
        }
        if (asked.begins("organizations")) {
            return of(asked, OperationGroup.ADMINISTRATION, false);
        }
        if (rest.equals("messages/batches") || rest.startsWith("messages/batches/")) {
            return asked.inCollection(2, false, false, ID);
        }
        return asked.begins("files") ? files(asked) : AccountOperation.UNKNOWN;
    }

    private static AccountOperation of(AccountPath asked, OperationGroup group, boolean callsModel) {
        Answers answers = asked.is("POST", "messages") ? Answers.OF_THE_CALLER : Answers.NOTHING_NEW;
        return asked.operation(group, Set.of(), Set.of(), callsModel, answers, ID);
    }

    private static AccountOperation files(AccountPath asked) {
        AccountOperation operation = asked.inCollection(1, false, false, ID);
        return new AccountOperation(
                operation.group(),
                operation.ids(),
                operation.withinIds(),
                false,
                asked.is("POST", "files"),
                operation.answers());
    }

    static NamedInBody namedIn(@Nullable String contentType, byte[] body) {
        return NamedReader.read(NAMES, contentType, body);
    }

    static Optional<MadeReader> madeBy(String method, String path) {
        return operation(method, path, "").answers() == Answers.OF_THE_CALLER
                ? Optional.of(new MadeIds())
                : Optional.empty();
    }
}
