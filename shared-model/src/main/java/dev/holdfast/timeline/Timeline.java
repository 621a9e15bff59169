package dev.holdfast.timeline;

import dev.holdfast.timeline.TimelineEntry.Supersession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A stretch of an athlete's timeline in memory, kept in effective order while events change it. */
public final class Timeline {
    private List<TimelineEntry> entries;
    private int untouched;

    /** @param entries in {@link TimelineEntry#EFFECTIVE_ORDER} */
    public Timeline(List<TimelineEntry> entries) {
        this.entries = new ArrayList<>(entries);
        this.untouched = entries.size();
    }

    public List<TimelineEntry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** How many entries from the first on are as they were when this stretch was opened. */
    public int untouched() {
        return untouched;
    }

    /** Does what an event says. The whole timeline must be here for a {@link TimelineChange.TakeBack}. */
    public void change(TimelineChange change) {
        switch (change) {
            case TimelineChange.Add add -> insert(add.entry());
            case TimelineChange.TakeBack takeBack -> takeBack(takeBack);
            case TimelineChange.Erase erase -> {
                entries = new ArrayList<>();
                untouched = 0;
            }
        }
    }

    private void takeBack(TimelineChange.TakeBack change) {
        TimelineEntry otherwise = change.otherwise();
        Supersession by = new Supersession(otherwise.position(), otherwise.recordedAtMicros());
        // The target may be a correction that was corrected itself: all of them are about one session.
        long session = change.target();
        for (TimelineEntry entry : entries) {
            if (entry.content() instanceof TimelineEntry.Session && entry.key() == change.target()) {
                session = entry.about();
            }
        }
        boolean found = false;
        for (int i = 0; i < entries.size(); i++) {
            TimelineEntry entry = entries.get(i);
            if (entry.content() instanceof TimelineEntry.Session && entry.stands() && entry.about() == session) {
                entries.set(i, entry.supersededBy(by));
                untouched = Math.min(untouched, i);
                found = true;
            }
        }
        TimelineEntry instead = change.instead();
        if (!found) {
            insert(otherwise);
        } else if (instead != null) {
            insert(instead.about(session));
        }
    }

    private void insert(TimelineEntry entry) {
        int place = entries.size();
        // Most facts are newer than all before.
        if (place > 0 && TimelineEntry.EFFECTIVE_ORDER.compare(entries.getLast(), entry) > 0) {
            int at = Collections.binarySearch(entries, entry, TimelineEntry.EFFECTIVE_ORDER);
            place = at >= 0 ? at + 1 : -at - 1;
        }
        entries.add(place, entry);
        untouched = Math.min(untouched, place);
    }
}
