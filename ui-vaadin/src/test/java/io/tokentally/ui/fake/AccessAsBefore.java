package io.tokentally.ui.fake;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Begins each test with the people and roles that there are: classes of tests share an application. */
public final class AccessAsBefore implements TestExecutionListener {

    @Override
    public void beforeTestMethod(TestContext context) {
        context.getApplicationContext().getBeanProvider(FakeAccess.class).ifAvailable(FakeAccess::reset);
    }
}
