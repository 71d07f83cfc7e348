package io.tokentally.ui.shell;

import com.vaadin.flow.component.UI;
import java.time.DayOfWeek;
import java.time.temporal.WeekFields;

/** The week that whoever looks lives by. */
public final class BrowserWeek {

    private BrowserWeek() {}

    /** On which weeks begin where the browser's language is spoken: Sunday in the United States, Saturday in Egypt. */
    public static DayOfWeek firstDay() {
        return WeekFields.of(UI.getCurrentOrThrow().getSession().getBrowser().getLocale())
                .getFirstDayOfWeek();
    }
}
