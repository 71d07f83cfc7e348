package io.tokentally.ui.shortlist;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.H4;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import io.tokentally.domain.shortlist.Candidate;
import io.tokentally.domain.shortlist.CandidateProfile;
import io.tokentally.domain.shortlist.CandidateProfile.Degree;
import io.tokentally.domain.shortlist.CandidateProfile.Position;
import io.tokentally.domain.text.PlainText;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a résumé says of a candidate. */
class CandidateCard extends Article {

    CandidateCard(Candidate candidate, Component... actions) {
        addClassName("tt-candidate");
        CandidateProfile profile = candidate.profile();
        Avatar avatar = new Avatar(profile.name() == null ? "?" : profile.name());
        avatar.getElement().setAttribute("aria-hidden", "true");
        Div names = new Div(new H3(nameOf(candidate)), contact(profile));
        names.addClassName("tt-candidate-names");
        Div header = new Div(avatar, names);
        header.addClassName("tt-candidate-header");
        header.add(actions);
        add(header);
        if (profile.summary() != null) {
            add(new Paragraph(profile.summary()));
        }
        addList("shortlist.skills", chips(profile.skills()), profile.skills().isEmpty());
        addList("shortlist.experience", positions(profile), profile.experience().isEmpty());
        addList("shortlist.education", degrees(profile), profile.education().isEmpty());
        Span source = new Span(getTranslation("shortlist.source", candidate.fileName()));
        source.addClassName("tt-candidate-source");
        add(source);
    }

    /** The candidate's name, or what to call somebody whose résumé has none. */
    static String nameOf(Candidate candidate) {
        String name = candidate.profile().name();
        return name == null ? UI.getCurrentOrThrow().getTranslation("shortlist.nameless", candidate.fileName()) : name;
    }

    /** Says that the résumé has no name, and lets it be typed. */
    void askForName(Consumer<String> onName) {
        TextField name = new TextField(getTranslation("shortlist.name"));
        name.setMaxLength(CandidateProfile.MAX_NAME_LENGTH);
        name.setHelperText(getTranslation("shortlist.name.missing"));
        Button save = new Button(getTranslation("shortlist.name.save"), event -> {
            boolean acceptable = PlainText.isAcceptable(name.getValue(), CandidateProfile.MAX_NAME_LENGTH);
            name.setErrorMessage(getTranslation("shortlist.name.invalid"));
            name.setInvalid(!acceptable);
            if (acceptable) {
                onName.accept(name.getValue());
            }
        });
        Div form = new Div(name, save);
        form.addClassName("tt-candidate-naming");
        addComponentAtIndex(1, form);
    }

    private void addList(String heading, Component list, boolean empty) {
        if (!empty) {
            add(new H4(getTranslation(heading)), list);
        }
    }

    private static Component contact(CandidateProfile profile) {
        Div contact = new Div();
        contact.addClassName("tt-candidate-contact");
        if (profile.email() != null) {
            contact.add(new Anchor("mailto:" + profile.email(), profile.email()));
        }
        addText(contact, profile.phone());
        addText(contact, profile.location());
        return contact;
    }

    private static void addText(HasComponents container, @Nullable String text) {
        if (text != null) {
            container.add(new Span(text));
        }
    }

    private static Component chips(List<String> texts) {
        UnorderedList list = new UnorderedList();
        list.addClassName("tt-chips");
        texts.forEach(text -> list.add(new ListItem(text)));
        return list;
    }

    private static Component positions(CandidateProfile profile) {
        UnorderedList list = new UnorderedList();
        list.addClassName("tt-timeline");
        for (Position position : profile.experience()) {
            list.add(entry(position.title(), joined(position.company(), position.period()), position.description()));
        }
        return list;
    }

    private static Component degrees(CandidateProfile profile) {
        UnorderedList list = new UnorderedList();
        list.addClassName("tt-timeline");
        for (Degree degree : profile.education()) {
            list.add(entry(degree.degree(), joined(degree.institution(), degree.year()), null));
        }
        return list;
    }

    private static ListItem entry(String title, String facts, @Nullable String text) {
        Span name = new Span(title);
        name.addClassName("tt-entry-title");
        Span where = new Span(facts);
        where.addClassName("tt-entry-facts");
        ListItem item = new ListItem(name, where);
        if (text != null && !text.isBlank()) {
            item.add(new Paragraph(text));
        }
        return item;
    }

    private static String joined(@Nullable String... parts) {
        return Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(" · "));
    }
}
