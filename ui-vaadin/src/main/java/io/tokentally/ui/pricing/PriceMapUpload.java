package io.tokentally.ui.pricing;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadFormat;
import com.vaadin.flow.component.upload.UploadI18N;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a price map, a price file or a price bundle is dropped or chosen. */
public final class PriceMapUpload extends Composite<Upload> {

    /** The public maps have one or two megabytes. */
    static final int MAX_BYTES = 10_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(PriceMapUpload.class);

    /**
     * @param onFile takes the file's name and what is in it
     * @param onRefusal takes the reason
     */
    public PriceMapUpload(BiConsumer<String, byte[]> onFile, Consumer<String> onRefusal) {
        this(".json", "prices.import.drop", "prices.import.wrong-type", onFile, onRefusal);
    }

    /**
     * @param extension that files must have
     * @param drop the text that says which files and how large
     * @param wrongType the text for those that have another
     * @param onFile as above
     * @param onRefusal as above
     */
    public PriceMapUpload(
            String extension,
            String drop,
            String wrongType,
            BiConsumer<String, byte[]> onFile,
            Consumer<String> onRefusal) {
        Upload upload = getContent();
        upload.addClassName("tt-upload");
        upload.setUploadFormat(UploadFormat.RAW);
        UploadHandler handler = event -> {
            Runnable outcome = take(event, onFile, onRefusal);
            var unused = event.getUI().access(() -> {
                upload.clearFileList();
                outcome.run();
            });
        };
        upload.setUploadHandler(handler);
        upload.setMaxFiles(1);
        upload.setMaxFileSize(MAX_BYTES);
        upload.setAcceptedFileExtensions(extension);
        upload.setUploadButton(new Button(getTranslation("prices.import.choose")));
        upload.setDropLabel(new Span(getTranslation(drop)));
        upload.setI18n(new UploadI18N()
                .setError(new UploadI18N.Error()
                        .setFileIsTooBig(getTranslation("prices.import.too-big"))
                        .setIncorrectFileType(getTranslation(wrongType))
                        .setTooManyFiles(getTranslation("prices.import.one-at-a-time"))));
        upload.addFileRejectedListener(event -> onRefusal.accept(event.getErrorMessage()));
    }

    private Runnable take(UploadEvent event, BiConsumer<String, byte[]> onFile, Consumer<String> onRefusal) {
        try (InputStream content = event.getInputStream()) {
            byte[] bytes = content.readNBytes(MAX_BYTES + 1);
            return bytes.length > MAX_BYTES
                    ? () -> onRefusal.accept(getTranslation("prices.import.too-big"))
                    : () -> onFile.accept(event.getFileName(), bytes);
        } catch (IOException e) {
            LOG.info("An upload broke off", e);
            return () -> onRefusal.accept(getTranslation("prices.import.broken"));
        }
    }
}
