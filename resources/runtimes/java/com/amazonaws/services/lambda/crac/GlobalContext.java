// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package com.amazonaws.services.lambda.crac;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The one context. Hooks run in the reverse order of registration before the checkpoint and in that order after the restore;
 * all of them run, and what they throw is gathered. As CRaC says, it keeps no resource alive that nobody else holds.
 */
final class GlobalContext extends Context<Resource> {
    private final List<WeakReference<Resource>> resources = new ArrayList<>();

    @Override
    public synchronized void register(Resource resource) {
        resources.add(new WeakReference<>(resource));
    }

    @Override
    public synchronized void beforeCheckpoint(Context<? extends Resource> context) throws CheckpointException {
        List<Resource> reversed = living();
        Collections.reverse(reversed);
        List<Throwable> thrown = new ArrayList<>();
        for (Resource one : reversed) {
            try {
                one.beforeCheckpoint(this);
            } catch (CheckpointException e) {
                Collections.addAll(thrown, e.getSuppressed());
            } catch (Exception e) {
                thrown.add(e);
            }
        }
        if (!thrown.isEmpty()) {
            throw with(new CheckpointException(), thrown);
        }
        System.gc(); // what init left behind would be in the snapshot
    }

    @Override
    public synchronized void afterRestore(Context<? extends Resource> context) throws RestoreException {
        List<Throwable> thrown = new ArrayList<>();
        for (Resource one : living()) {
            try {
                one.afterRestore(this);
            } catch (RestoreException e) {
                Collections.addAll(thrown, e.getSuppressed());
            } catch (Exception e) {
                thrown.add(e);
            }
        }
        if (!thrown.isEmpty()) {
            throw with(new RestoreException(), thrown);
        }
    }

    private List<Resource> living() {
        List<Resource> list = new ArrayList<>();
        for (WeakReference<Resource> one : resources) {
            Resource resource = one.get();
            if (resource != null) {
                list.add(resource);
            }
        }
        return list;
    }

    private static <T extends Exception> T with(T exception, List<Throwable> thrown) {
        for (Throwable one : thrown) {
            exception.addSuppressed(one);
        }
        return exception;
    }
}
