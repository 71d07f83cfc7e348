package io.tokentally.ui.login;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Hears from a page that somebody is at it. The request itself is what counts: the filter in front notes the session's activity
 * by each that is not a page's own polling.
 */
@Controller
public final class ActivityController {

    @PostMapping("/activity")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void active() {}
}
