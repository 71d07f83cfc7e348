package io.tokentally.ui.shortlist;

import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import io.tokentally.domain.shortlist.ResumeFile;
import io.tokentally.domain.shortlist.UnreadableResumeException;
import io.tokentally.ui.text.ServerText;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes an uploaded file in, and never more of it than a résumé may have. */
final class ResumeUploadHandler implements UploadHandler {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ResumeUploadHandler.class);

    private final transient Consumer<ResumeFile> onFile;
    private final transient BiConsumer<String, String> onRefusal;
    private final String brokenUpload;

    /**
     * @param onRefusal takes the file's name and the reason
     * @param brokenUpload what to say where the file did not arrive in full
     */
    ResumeUploadHandler(Consumer<ResumeFile> onFile, BiConsumer<String, String> onRefusal, String brokenUpload) {
        this.onFile = onFile;
        this.onRefusal = onRefusal;
        this.brokenUpload = brokenUpload;
    }

    @Override
    public void handleUploadRequest(UploadEvent event) {
        Runnable outcome = take(event);
        var unused = event.getUI().access(outcome::run);
    }

    private Runnable take(UploadEvent event) {
        try (InputStream content = event.getInputStream()) {
            byte[] bytes = content.readNBytes(ResumeFile.MAX_BYTES + 1);
            ResumeFile file = new ResumeFile(event.getFileName(), bytes);
            return () -> onFile.accept(file);
        } catch (UnreadableResumeException | IllegalArgumentException e) {
            return () -> onRefusal.accept(event.getFileName(), ServerText.of(e));
        } catch (IOException e) {
            LOG.info("An upload broke off", e);
            return () -> onRefusal.accept(event.getFileName(), brokenUpload);
        }
    }
}
