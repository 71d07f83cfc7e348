package io.tokentally.ui.account;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.tokentally.domain.access.RecoveryCode;
import io.tokentally.ui.form.SecretText;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Shows recovery codes the only time they can be shown. No slip of the hand closes it. */
final class RecoveryCodesDialog extends Dialog {

    private static final String FILE = "tokentally-recovery-codes.txt";

    RecoveryCodesDialog(List<RecoveryCode> codes, Runnable onDone) {
        setHeaderTitle(getTranslation("factor.codes.title"));
        addClassName("tt-dialog");
        setCloseOnEsc(false);
        setCloseOnOutsideClick(false);
        String text = codes.stream().map(RecoveryCode::text).collect(Collectors.joining("\n"));
        SecretText shown = new SecretText("tt-recovery-codes", text);
        shown.addClassName("tt-recovery-codes");
        Anchor download = new Anchor(file(text), getTranslation("factor.codes.download"));
        add(new Paragraph(getTranslation("factor.codes.text")), shown, download);
        Button done = new Button(getTranslation("factor.codes.done"), event -> {
            close();
            onDone.run();
        });
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(done);
    }

    private static DownloadHandler file(String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.US_ASCII);
        return DownloadHandler.fromInputStream(
                event -> new DownloadResponse(new ByteArrayInputStream(bytes), FILE, "text/plain", bytes.length));
    }
}
