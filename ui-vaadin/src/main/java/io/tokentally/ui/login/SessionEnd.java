package io.tokentally.ui.login;

import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.SystemMessages;
import com.vaadin.flow.server.SystemMessagesInfo;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServiceInitListener;
import org.jspecify.annotations.Nullable;

/** Leads a page whose session ended to the sign-in page, which says so, and says in words that a page failed. */
public final class SessionEnd implements VaadinServiceInitListener {

    private static final long serialVersionUID = 1L;

    private final transient I18NProvider translations;

    public SessionEnd(I18NProvider translations) {
        this.translations = translations;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().setSystemMessagesProvider(this::messages);
    }

    private SystemMessages messages(SystemMessagesInfo info) {
        CustomizedSystemMessages messages = new CustomizedSystemMessages();
        messages.setSessionExpiredURL(contextOf(info.getRequest()) + SignInNotice.EXPIRED.address());
        messages.setSessionExpiredNotificationEnabled(false);
        messages.setCookiesDisabledNotificationEnabled(false);
        messages.setInternalErrorCaption(translations.getTranslation("state.failed.title", info.getLocale()));
        messages.setInternalErrorMessage(translations.getTranslation("state.failed.text", info.getLocale()));
        return messages;
    }

    private static String contextOf(@Nullable VaadinRequest request) {
        return request == null || request.getContextPath() == null ? "" : request.getContextPath();
    }
}
