package io.tokentally.adapter.documents;

import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDButton;
import org.apache.pdfbox.pdmodel.interactive.form.PDChoice;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.pdmodel.interactive.form.PDPushButton;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.apache.pdfbox.pdmodel.interactive.form.PDTerminalField;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;

/** The values of a form's fields, which a PDF may hold without drawing them: viewers do that. */
final class PdfFields {

    private static final int MAX_FIELDS = 2_000;

    private PdfFields() {}

    /** Adds each value that the text does not show, behind the name of its field. */
    static void addMissing(PDDocument document, MarkedText text) {
        PDAcroForm form = document.getDocumentCatalog().getAcroForm(null);
        if (form == null) {
            return;
        }
        String shown = plain(text.plain());
        int fields = 0;
        for (PDField field : form.getFieldTree()) {
            Interruption.check();
            fields++;
            if (fields > MAX_FIELDS || text.isFull()) {
                return;
            }
            String value =
                    field instanceof PDTerminalField terminal && isSeen(terminal) ? plain(valueOf(terminal)) : "";
            if (!value.isEmpty() && !shown.contains(value)) {
                text.startLine();
                text.append(nameOf(field) + ": " + value, false);
            }
        }
    }

    private static boolean isSeen(PDTerminalField field) {
        return field.getWidgets().isEmpty()
                || field.getWidgets().stream().anyMatch(widget -> !widget.isHidden() && !widget.isNoView());
    }

    private static String valueOf(PDTerminalField field) {
        if (field instanceof PDPushButton || field instanceof PDSignatureField) {
            return "";
        }
        if (field instanceof PDTextField text && text.isPassword()) {
            return "";
        }
        if (field instanceof PDButton button) {
            String value = button.getValue();
            return value == null || value.equals("Off") ? "" : value;
        }
        if (field instanceof PDChoice choice) {
            return String.join(", ", displayed(choice));
        }
        String value = field.getValueAsString();
        return value == null ? "" : value;
    }

    /** As the reader chooses them; a form may keep them by another name. */
    private static List<String> displayed(PDChoice choice) {
        List<String> kept = choice.getOptionsExportValues();
        List<String> shown = choice.getOptionsDisplayValues();
        return choice.getValue().stream()
                .map(value -> {
                    int place = kept.indexOf(value);
                    return place >= 0 && place < shown.size() ? shown.get(place) : value;
                })
                .toList();
    }

    private static String nameOf(PDField field) {
        String label = field.getAlternateFieldName();
        String name = label == null || label.isBlank() ? field.getPartialName() : label;
        return name == null ? "Field" : plain(name).replaceAll(":$", "");
    }

    private static String plain(String text) {
        return text.replaceAll("[\\s\\p{Z}]+", " ").strip();
    }
}
