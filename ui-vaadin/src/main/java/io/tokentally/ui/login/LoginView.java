package io.tokentally.ui.login;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.SvgIcon;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.tokentally.ui.asset.Assets;
import io.tokentally.ui.login.DemoSignIns.DemoSignIn;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The sign-in page. {@code ?error} says that the last attempt failed, {@code ?locked} that the account takes no attempt
 * for a while, {@code ?expired} that the session ended, {@code ?logout} that the person just signed out.
 */
@Route(value = LoginView.PATH, autoLayout = false)
@AnonymousAllowed
public final class LoginView extends Main implements BeforeEnterObserver, HasDynamicTitle {

    public static final String PATH = "login";

    /** The parameter of the address by which a session that ended is told. */
    static final String EXPIRED = "expired";

    private final LoginForm form = new LoginForm();

    public LoginView(ObjectProvider<DemoSignIns> demoSignIns) {
        addClassName("tt-login");
        form.setAction(PATH);
        form.setForgotPasswordButtonVisible(false);
        form.setI18n(texts("login.error.title", "login.error.text"));
        form.getElement().setAttribute("no-autofocus", false);

        Div panel = new Div(new Div(header(), form));
        panel.addClassName("tt-login-panel");
        demoSignIns.ifAvailable(demo -> panel.add(demo(demo)));
        add(panel);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getLocation().getQueryParameters().getParameters();
        if (parameters.containsKey("locked")) {
            form.setI18n(texts("login.locked.title", "login.locked.text"));
            form.setError(true);
        } else if (parameters.containsKey(EXPIRED)) {
            form.setI18n(texts("login.expired.title", "login.expired.text"));
            form.setError(true);
        } else if (parameters.containsKey("error")) {
            form.setError(true);
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("login.title");
    }

    private Component header() {
        SvgIcon mark = new SvgIcon(Assets.address("icon.svg"));
        mark.addClassName("tt-brand-mark");
        Div header = new Div(mark, new H1(getTranslation("product")), new Paragraph(getTranslation("product.claim")));
        header.addClassName("tt-login-header");
        return header;
    }

    private LoginI18n texts(String errorTitle, String errorText) {
        LoginI18n texts = LoginI18n.createDefault();
        texts.getForm().setTitle(getTranslation("login.form"));
        texts.getForm().setUsername(getTranslation("login.username"));
        texts.getForm().setPassword(getTranslation("login.password"));
        texts.getForm().setSubmit(getTranslation("login.submit"));
        texts.getErrorMessage().setTitle(getTranslation(errorTitle));
        texts.getErrorMessage().setMessage(getTranslation(errorText));
        texts.getErrorMessage().setUsername(getTranslation("login.username.required"));
        texts.getErrorMessage().setPassword(getTranslation("login.password.required"));
        return texts;
    }

    private Component demo(DemoSignIns demo) {
        H2 heading = new H2(getTranslation("login.demo"));
        Paragraph explanation = new Paragraph(getTranslation("login.demo.text"));
        UnorderedList list = new UnorderedList();
        demo.signIns().stream().map(this::demoItem).forEach(list::add);
        Div section = new Div(heading, explanation, list);
        section.addClassName("tt-login-demo");
        return section;
    }

    private ListItem demoItem(DemoSignIn signIn) {
        Span login = new Span(signIn.login());
        login.addClassName("tt-demo-login");
        Span description = new Span(signIn.description());
        description.addClassName("tt-demo-description");
        Button button = new Button(new Div(description, login), event -> fillIn(signIn));
        button.addClassName("tt-demo-sign-in");
        button.setAriaLabel(getTranslation("login.demo.use", signIn.description(), signIn.login()));
        return new ListItem(button);
    }

    private void fillIn(DemoSignIn signIn) {
        form.getElement().executeJs("""
                        const fields = [...this.querySelectorAll('vaadin-text-field, vaadin-password-field')];
                        const named = name => fields.find(field => field.name === name);
                        named('username').value = $0;
                        named('password').value = $1;
                        this.querySelector('vaadin-button').focus();
                        """, signIn.login(), signIn.password());
    }
}
