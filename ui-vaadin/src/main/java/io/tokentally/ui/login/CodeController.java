package io.tokentally.ui.login;

import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.SessionLimit;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Answers with the page that asks for the code, whoever has given their password and not yet that; others are led on. */
@Controller
public final class CodeController {

    /** Where the page is, and where its form goes. */
    public static final String PATH = SignInController.PATH + "/code";

    private final CodePage page;
    private final CurrentViewer currentViewer;

    public CodeController(I18NProvider texts, CurrentViewer currentViewer) {
        this.page = new CodePage(texts);
        this.currentViewer = currentViewer;
    }

    @GetMapping(path = PATH)
    ResponseEntity<String> code(HttpServletRequest request) {
        try {
            return currentViewer.session().limit() == SessionLimit.SECOND_FACTOR
                    ? ResponseEntity.ok()
                            .contentType(MediaType.parseMediaType(MediaType.TEXT_HTML_VALUE + ";charset=UTF-8"))
                            .body(page.html(
                                    CodeNotice.among(request.getParameterMap().keySet())))
                    : leadTo(request, "/");
        } catch (AccessRefusedException e) {
            return leadTo(request, SignInController.PATH);
        }
    }

    private static ResponseEntity<String> leadTo(HttpServletRequest request, String path) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .header(HttpHeaders.LOCATION, request.getContextPath() + path)
                .build();
    }
}
