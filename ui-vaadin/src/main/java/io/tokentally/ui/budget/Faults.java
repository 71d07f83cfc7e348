package io.tokentally.ui.budget;

import com.vaadin.flow.component.shared.HasValidationProperties;
import io.tokentally.ui.form.FieldErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is wrong with a form, gathered as it is read; the fields say it when somebody wants to know. */
public final class Faults {

    private record Fault(HasValidationProperties field, String text) {}

    private final List<Fault> faults = new ArrayList<>();

    public void check(boolean right, HasValidationProperties field, String otherwise) {
        if (!right) {
            faults.add(new Fault(field, otherwise));
        }
    }

    /** What the field says; absent where the domain refuses it. */
    public <T> @Nullable T read(HasValidationProperties field, String otherwise, Supplier<T> domain) {
        try {
            return domain.get();
        } catch (IllegalArgumentException e) {
            check(false, field, otherwise);
            return null;
        }
    }

    public boolean none() {
        return faults.isEmpty();
    }

    public void tell() {
        FieldErrors errors = new FieldErrors();
        faults.forEach(fault -> errors.check(false, fault.field(), fault.text()));
    }
}
