package io.tokentally.ui.shell;

import java.util.List;
import java.util.Optional;

/** What whoever is signed in can go to beside the pages of the navigation. */
public interface Destinations {

    List<Destination> all();

    /** What that is the id of, whether or not there is such a thing: its page says so. */
    Optional<Destination> byId(String typed);
}
