package io.tokentally.ui.shortlist;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadFormat;
import com.vaadin.flow.component.upload.UploadI18N;
import io.tokentally.domain.shortlist.ResumeFile;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Where résumés are dropped or chosen. */
class ResumeUpload extends Composite<Upload> {

    /** @param onRefusal takes the file's name and the reason */
    ResumeUpload(Consumer<ResumeFile> onFile, BiConsumer<String, String> onRefusal) {
        Upload upload = getContent();
        upload.addClassName("tt-upload");
        upload.setUploadFormat(UploadFormat.RAW);
        upload.setUploadHandler(new ResumeUploadHandler(onFile, onRefusal, getTranslation("shortlist.upload.broken")));
        upload.setMaxFiles(Readings.MOST_WAITING);
        // What becomes of the files is said elsewhere on the page; while they arrive, the list shows how far they are.
        upload.addAllFinishedListener(event -> upload.clearFileList());
        upload.setMaxFileSize(ResumeFile.MAX_BYTES);
        upload.setAcceptedFileExtensions(".pdf", ".docx", ".txt", ".md");
        Button choose = new Button(getTranslation("shortlist.upload.choose"));
        choose.addThemeVariants(ButtonVariant.PRIMARY);
        upload.setUploadButton(choose);
        upload.setDropLabel(new Span(getTranslation("shortlist.upload.drop")));
        upload.setI18n(texts());
        upload.addFileRejectedListener(event -> onRefusal.accept(event.getFileName(), event.getErrorMessage()));
    }

    private UploadI18N texts() {
        UploadI18N texts = new UploadI18N();
        texts.setError(new UploadI18N.Error()
                .setFileIsTooBig(getTranslation("shortlist.upload.too-big"))
                .setIncorrectFileType(getTranslation("shortlist.upload.wrong-type"))
                .setTooManyFiles(getTranslation("shortlist.upload.too-many", Readings.MOST_WAITING)));
        return texts;
    }
}
