package io.tokentally.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.HttpResponse;
import com.openai.errors.NotFoundException;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The official SDK's files, unchanged but for the base URL. */
class SdkFilesIT {

    private static final byte[] LINES = "{\"a\": 1}\r\n\r\n{\"b\": \"ü\"}\n".getBytes(StandardCharsets.UTF_8);

    private static OpenAiSimulator simulator;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        simulator = OpenAiSimulator.start(SimulatorOptions.defaults());
        client = OpenAIOkHttpClient.builder()
                .baseUrl(simulator.baseUrl().toString())
                .apiKey("any")
                .maxRetries(0)
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        simulator.close();
    }

    private static FileObject upload() {
        return client.files()
                .create(FileCreateParams.builder()
                        .purpose(FilePurpose.BATCH)
                        .file(LINES)
                        .build());
    }

    @Test
    void aFileIsKeptAsItCame() throws IOException {
        FileObject file = upload().validate();

        assertThat(file.bytes()).isEqualTo(LINES.length);
        assertThat(client.files().retrieve(file.id()).id()).isEqualTo(file.id());
        assertThat(client.files().list().items()).extracting(FileObject::id).contains(file.id());
        try (HttpResponse content = client.files().content(file.id())) {
            assertThat(content.body().readAllBytes()).isEqualTo(LINES);
        }
    }

    @Test
    void aFileThatWasRemovedIsNotFound() {
        FileObject file = upload();

        assertThat(client.files().delete(file.id()).deleted()).isTrue();
        assertThatThrownBy(() -> client.files().retrieve(file.id())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void theOldestGoWhenThereAreTooMany() {
        FileObject first = upload();
        for (int i = 0; i < StoredFiles.MOST; i++) {
            upload();
        }

        assertThatThrownBy(() -> client.files().retrieve(first.id())).isInstanceOf(NotFoundException.class);
    }
}
