package io.tokentally.adapter.openai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.key.NamedInBody;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a form names, also where the provider's parser could find another field in it than ours. */
class FormNamesTest {

    private static final String ALLOWED = """
            --B
            Content-Disposition: form-data; name="model"

            whisper-1
            """;
    private static final String LAST = "--B--\n";

    private static NamedInBody read(String form) {
        return OpenAiAccount.namedIn(
                "multipart/form-data; boundary=B",
                form.replace("\n", "\r\n").replace('¶', '\n').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aFormNamesItsModelAndWhatIsInTheAccount() {
        NamedInBody named = read(ALLOWED + """
                --B
                Content-Disposition: form-data; name="file_ids[]"
                Content-Type: text/plain; charset=utf-8

                file-0123456789abcdef
                --B
                content-disposition: form-data; name="file"; filename="täglich.mp3"
                Content-Type: audio/mpeg

                a b c
                --B
                Content-Disposition: form-data; name="prompt"

                Hello: world
                """ + LAST);

        assertThat(named).isEqualTo(new NamedInBody(true, Set.of("whisper-1"), true, Set.of("file-0123456789abcdef")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--B--", "--B--\n", "--B--\n\n"})
    void nothingButTheEndOfALineFollowsTheLastDelimiter(String last) {
        assertThat(read(ALLOWED + last).readable()).isEqualTo(!last.endsWith("\n\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // The second header says what the part is, to whoever takes the last.
                "--B\nContent-Disposition: form-data; name=\"x\"\ncontent-disposition: form-data; name=\"model\"\n\ndear\n",
                "--B\ncontent-disposition: form-data; name=\"x\"\nContent-Disposition: form-data; name=\"model\"\n\ndear\n",
                "--B\nContent-Disposition: form-data; name=\"x\"\nCONTENT-DISPOSITION : form-data; name=\"model\"\n\ndear\n",
                // A line's end may be a line feed alone.
                "--B\nX: y¶Content-Disposition: form-data; name=\"model\"\nContent-Disposition: form-data; name=\"x\"\n\ndear\n",
                "--B\nContent-Disposition: form-data; name=\"x\"\nY: z¶¶--B¶Content-Disposition: form-data; name=\"model\"\n\ndear\n",
                // A header goes on in the next line.
                "--B\nContent-Disposition: form-data; name=\"x\"\n ; name=\"model\"\n\ndear\n",
                // What ends the form stands within a line, where it ends nothing.
                "--B\nContent-Disposition: form-data; name=\"x\"\n\nyyyy--B--\n--B\nContent-Disposition: form-data; name=\"model\"\n\ndear\n",
                "--B--\n--B\nContent-Disposition: form-data; name=\"model\"\n\ndear\n",
            })
    void aFormThatCanBeReadInMoreThanOneWayIsNotReadable(String part) {
        assertThat(read(ALLOWED + part + LAST)).isEqualTo(NamedInBody.UNREADABLE);
    }
}
