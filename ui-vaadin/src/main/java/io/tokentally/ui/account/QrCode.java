package io.tokentally.ui.account;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.vaadin.flow.component.Html;
import java.util.Map;
import org.springframework.web.util.HtmlUtils;

/** A QR code as a drawing in the page itself: dark on white in every theme, with the quiet zone that readers need. */
final class QrCode extends Html {

    private static final int QUIET_ZONE = 4;

    /** @param label what it is, for those who do not see it */
    QrCode(String content, String label) {
        super(html(content, label));
    }

    private static String html(String content, String label) {
        BitMatrix modules = modules(content);
        return """
            <div class="tt-qr"><svg viewBox="0 0 %d %d" role="img" aria-label="%s" shape-rendering="crispEdges">\
            <rect width="100%%" height="100%%" fill="#fff"/><path fill="#000" d="%s"/></svg></div>""".formatted(modules.getWidth(), modules.getHeight(), HtmlUtils.htmlEscape(label), path(modules));
    }

    private static BitMatrix modules(String content) {
        try {
            return new QRCodeWriter()
                    .encode(
                            content,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.MARGIN,
                                    QUIET_ZONE,
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.M));
        } catch (WriterException e) {
            throw new IllegalArgumentException("Too long for a QR code", e);
        }
    }

    /** One stroke for each run of dark modules in a row. */
    private static String path(BitMatrix modules) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            int x = 0;
            while (x < modules.getWidth()) {
                int start = x;
                while (x < modules.getWidth() && modules.get(x, y)) {
                    x++;
                }
                if (x > start) {
                    path.append("M%d %dh%dv1h-%dz".formatted(start, y, x - start, x - start));
                } else {
                    x++;
                }
            }
        }
        return path.toString();
    }
}
