// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "items/testmatrixmodel.h"
#include "session/availability.h"
#include "session/deployedrun.h"
#include "session/testrun.h"
#include "session/teststamp.h"
#include <QObject>
#include <QThreadPool>
#include <atomic>
#include <memory>

namespace lathe {

class TargetConnector;
struct SessionState;

/// The run matrix of the open project: which event on which function, what became of it, and running them. Functions are prepared on a
/// worker thread; the runs and what is expected of them are checked on the engine's. One run of the matrix at a time; it ends in finished().
/// Runs are kept in the history, and results of what changed since are marked.
/// Window's thread; owned by the session.
class TestController : public QObject
{
    Q_OBJECT
public:
    /// What stands across: the project's functions, the current function with each runtime of its kind that this machine has, or the
    /// current function as it stands in the folder and each version and alias that the embedded endpoint has of it.
    enum class Across { Functions, Runtimes, Versions };
    TestController(const SessionState &state, TargetConnector &targets, QObject *parent = nullptr);
    ~TestController() override;

    TestMatrixModel &matrix() { return m_matrix; }
    Across across() const { return m_across; }
    void setAcross(Across across);
    /// Reads events and functions again; results of what is still there stay.
    void refresh();
    /// The function was deployed, or the endpoint is there: its versions are asked for again.
    void refreshVersions();

    /// False with a reason: no project, not trusted, no function, no event, a run under way.
    Availability canRun() const;
    bool isRunning() const { return m_total > 0; }
    int done() const { return m_done; }
    int total() const { return m_total; }
    void run(const QList<MatrixPlace> &places);
    /// What failed, could not run or was stopped.
    QList<MatrixPlace> failed() const;
    void stop();

    /// Nothing for a place that was not run.
    const TestResult *result(const MatrixPlace &place) const;
    /// All results that there are, as JUnit XML. Errors: those of writing a file.
    Result<> saveJunit(const QString &file) const;
    bool hasResults() const { return !m_results.isEmpty(); }
    /// The shell lines that run these places; of all of them the shortest form.
    QString commandFor(const QList<MatrixPlace> &places) const;

signals:
    void stateChanged();
    void progressed(int done, int total);
    void finished();
    /// A run is in the history.
    void kept();

private:
    struct Prepared
    {
        QList<TestCase> cases;
        QList<MatrixPlace> places; ///< Of the cases.
        QList<std::pair<MatrixPlace, QString>> broken;
        QHash<MatrixPlace, TestStamp> stamps; ///< Of what these run on.
    };
    static Prepared prepare(const QList<MatrixPlace> &places, const QString &root, const QList<FunctionDefinition> &functions, const QList<LayerDefinition> &layers, const QList<EventFile> &events, const QStringList &offline,
        const std::atomic_bool &cancel);
    void start(const Prepared &prepared);
    void startDeployed(const Prepared &prepared);
    void begin(TestRun *run);
    void take(const MatrixPlace &place, TestResult result);
    void keep(const TestCase &one, const TestResult &result);
    void mark();
    QString deployedName() const;
    void end();
    void findRuntimes();

    const SessionState &m_state;
    TargetConnector &m_targets;
    TestMatrixModel m_matrix;
    Across m_across = Across::Functions;
    QStringList m_runtimes; ///< That this machine runs exactly; empty until they were looked for.
    QList<DeployedVariant> m_variants; ///< Of the current function, at the endpoint.
    QString m_variantsOf;
    QHash<MatrixPlace, TestStamp> m_stamps;
    QHash<MatrixPlace, TestResult> m_results;
    qint64 m_resultBytes = 0;
    QList<MatrixPlace> m_places; ///< Of the run under way, in the order of its cases.
    TestRun *m_run = nullptr;    ///< Lives on the engine's thread and ends with it; of deployed functions on this one.
    std::unique_ptr<LambdaClient> m_client; ///< For what is deployed.
    std::shared_ptr<std::atomic_bool> m_cancel;
    int m_total = 0;
    int m_done = 0;
    int m_marking = 0; ///< Only the newest answer counts.
    QThreadPool m_pool;
    QThreadPool m_keeper; ///< Writes the history: after the runs, which may wait for builds.
};

} // namespace lathe
