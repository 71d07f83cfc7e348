package io.tokentally.adapter.openai.usage;

import io.tokentally.provider.wire.AccountPath;
import java.util.regex.Pattern;

/**
 * The requests that change what is kept in an account and that OpenAI does not bill: files, uploads, vector stores (of which
 * it bills the storage by the day, and searches), conversations, batches until they are done, assistants, threads and their
 * messages, what is known of stored completions, projects. Not among them are containers, runs, fine-tuning, evaluations and
 * videos.
 *
 * @see <a href="https://platform.openai.com/docs/pricing">OpenAI: pricing</a>
 */
final class FreeCalls {

    private static final Pattern FREE = Pattern.compile("""
            files
            |uploads(/[^/]+/(parts|complete|cancel))?
            |vector_stores(/[^/]+(/files(/[^/]+)?|/file_batches(/[^/]+/cancel)?)?)?
            |conversations(/[^/]+(/items)?)?
            |batches
            |responses/input_tokens
            |chat/completions/[^/]+
            |assistants(/[^/]+)?
            |threads(/(?!runs$)[^/]+(/messages(/[^/]+)?)?)?
            |organization/.+""", Pattern.COMMENTS);

    private FreeCalls() {}

    static boolean include(String method, String path) {
        return method.equals("POST")
                && FREE.matcher(String.join(
                                "/", AccountPath.of(method, path, "").segments()))
                        .matches();
    }
}
