package io.tokentally.ui.people;

import com.vaadin.flow.component.select.Select;
import io.tokentally.domain.access.Role;

/** Chooses one of the roles. */
class RoleSelect extends Select<Role> {

    RoleSelect(Role role) {
        addClassName("tt-role");
        setItems(Role.values());
        setItemLabelGenerator(each -> getTranslation("role." + each));
        setValue(role);
    }
}
