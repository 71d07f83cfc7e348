package io.tokentally.ui.login;

import com.vaadin.flow.i18n.I18NProvider;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Answers with the sign-in page. */
@Controller
public final class SignInController {

    /** Where the sign-in page is. */
    public static final String PATH = "/" + SignInPage.PATH;

    private final SignInPage page;

    public SignInController(I18NProvider texts, ObjectProvider<DemoSignIns> demo) {
        this.page = new SignInPage(texts, demo.getIfAvailable(() -> new DemoSignIns(List.of())));
    }

    @GetMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
    @ResponseBody
    String signIn(HttpServletRequest request) {
        return page.html(SignInNotice.among(request.getParameterMap().keySet()));
    }
}
