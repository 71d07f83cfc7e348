package io.tokentally.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackgroundWorkTest {

    private final List<Object> told = new ArrayList<>();
    private final BackgroundWork work = BackgroundWork.on(Runnable::run);

    @Test
    void aPageThatIsGoneIsToldNothing() {
        UI gone = new UI();

        work.run(gone, () -> "done", told::add, told::add);
        work.run(
                gone,
                () -> {
                    throw new IllegalStateException("failed");
                },
                told::add,
                told::add);

        assertThat(told).isEmpty();
    }
}
